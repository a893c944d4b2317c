"""Words for kinds in Chinese."""

WORDS = """\
fuel: 加油站, 加油, 汽油, 油站, 柴油
charger: 充电站, 充电桩, 充电, 快充, 超充
parking: 停车场, 停车, 车库, 停车库, 停车位
rest_area: 服务区, 休息区, 高速服务区
car_wash: 洗车, 洗车店
car_repair: 修车, 汽车维修, 修理厂, 汽修
tyres: 轮胎, 轮胎店
car_parts: 汽车配件
car_dealer: 汽车销售, 车行, 4S店
car_rental: 租车, 汽车租赁
car_sharing: 共享汽车
motorcycle: 摩托车
vehicle_inspection: 车检, 验车, 年检
dump_station: 房车服务点, 排污站
restaurant: 餐厅, 饭店, 餐馆, 吃饭, 美食
fast_food: 快餐, 外卖, 汉堡, 披萨
cafe: 咖啡, 咖啡馆, 咖啡厅, 茶馆
ice_cream: 冰淇淋, 冰激凌
bar: 酒吧, 夜店
pub: 啤酒, 小酒馆
bakery: 面包店, 面包, 糕点
drinking_water: 饮用水
picnic: 野餐, 烧烤
hotel: 酒店, 宾馆, 旅馆, 住宿
guest_house: 民宿, 客栈
hostel: 青年旅舍, 青旅
camping: 露营, 营地, 露营地
caravan: 房车营地
alpine_hut: 山间小屋, 山屋
supermarket: 超市, 超级市场
convenience: 便利店, 小卖部, 报刊亭
mall: 购物中心, 商场, 百货
market: 市场, 集市, 菜市场
butcher: 肉店
drinks: 酒类, 葡萄酒, 饮料
clothes: 服装, 衣服, 鞋店
electronics: 电器, 电子产品, 电脑, 手机店
hardware: 五金, 五金店, 建材
furniture: 家具
garden_centre: 花店, 园艺
books: 书店, 文具
sports_shop: 体育用品
bicycle: 自行车, 自行车店
drugstore: 药妆, 化妆品
hairdresser: 理发店, 理发, 美容
optician: 眼镜店, 眼镜
jewelry: 珠宝, 手表
toys: 玩具, 礼品
laundry: 洗衣店, 干洗
pets: 宠物店
other_shop: 商店, 购物, 旅行社
hospital: 医院, 急诊
pharmacy: 药店, 药房
doctor: 诊所, 医生
dentist: 牙医, 牙科
therapist: 理疗
veterinary: 兽医, 宠物医院
defibrillator: 除颤器
museum: 博物馆, 美术馆
attraction: 景点, 旅游景点
castle: 城堡, 遗址
monument: 纪念碑
artwork: 雕塑, 艺术品
viewpoint: 观景台, 灯塔
theatre: 剧院, 歌剧院, 音乐厅
cinema: 电影院
casino: 赌场
zoo: 动物园, 水族馆
theme_park: 游乐园, 主题公园, 保龄球
park: 公园, 花园
nature: 自然保护区
beach: 海滩, 沙滩
swimming: 游泳, 游泳池, 水上乐园
sports: 体育馆, 健身, 健身房
stadium: 体育场
sports_ground: 高尔夫, 溜冰场
playground: 儿童游乐场
waterfall: 瀑布
tourist_info: 游客中心, 旅游信息
airport: 机场
heliport: 直升机场
station: 火车站, 车站
tram_stop: 电车站
bus_station: 汽车站, 客运站
bus_stop: 公交站, 公交
ferry: 轮渡, 渡口, 码头
marina: 游艇码头, 港口
taxi: 出租车
cable_car: 缆车, 索道
motorway_exit: 高速出口, 出口
border: 边境, 海关, 口岸
police: 警察局, 派出所, 警察
fire_station: 消防局, 消防站
townhall: 市政厅, 政府
embassy: 大使馆, 领事馆
courthouse: 法院
post_office: 邮局
bank: 银行
atm: 取款机, 自动取款机, 取现
exchange: 货币兑换, 换汇
toilets: 厕所, 洗手间, 卫生间, 公厕
school: 学校
kindergarten: 幼儿园
university: 大学
library: 图书馆
community: 社区中心
religion: 教堂, 寺庙, 清真寺, 礼拜堂
cemetery: 墓地, 公墓
recycling: 回收站
company: 公司, 办公室
"""
