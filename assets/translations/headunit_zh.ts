<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh" sourcelanguage="en">
<context>
    <name>AskPage</name>
    <message>
        <source>Clear all trouble codes?</source>
        <translation>清除所有故障码？</translation>
    </message>
    <message>
        <source>Clear now</source>
        <translation>立即清除</translation>
    </message>
    <message>
        <source>Codes and frozen values are lost for good. Save the report first.</source>
        <translation>故障码和冻结数据将永久丢失。请先保存报告。</translation>
    </message>
    <message>
        <source>Keep the codes</source>
        <translation>保留故障码</translation>
    </message>
    <message>
        <source>Nothing is mended. A fault that is still there comes back.</source>
        <translation>这不会修好任何东西。仍存在的故障会再次出现。</translation>
    </message>
    <message>
        <source>Only when the car stands</source>
        <translation>仅限停车时</translation>
    </message>
    <message>
        <source>The self-tests start anew: until they have run, an emission test may fail.</source>
        <translation>自检将重新开始：完成之前，排放检测可能不合格。</translation>
    </message>
</context>
<context>
    <name>AskedCard</name>
    <message>
        <source>Asked of the car</source>
        <translation>对车辆的请求</translation>
    </message>
</context>
<context>
    <name>BrowseView</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Change the playlist</source>
        <translation>修改播放列表</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete it for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Delete the playlist</source>
        <translation>删除播放列表</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>正在获取</translation>
    </message>
    <message>
        <source>Keep on this device</source>
        <translation>保存到本机</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>字母</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>正在查找</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>这里还没有内容</translation>
    </message>
    <message>
        <source>Rename the playlist</source>
        <translation>重命名播放列表</translation>
    </message>
    <message>
        <source>Search for music</source>
        <translation>搜索音乐</translation>
    </message>
    <message>
        <source>What is on goes on. The library plays without a network.</source>
        <translation>正在播放的会继续。音乐库无需网络。</translation>
    </message>
</context>
<context>
    <name>BuildCard</name>
    <message>
        <source>%1 · %2 %</source>
        <translation>%1 · %2 %</translation>
    </message>
    <message>
        <source>Building the map</source>
        <translation>正在生成地图</translation>
    </message>
    <message>
        <source>Building the road network</source>
        <translation>正在生成路网</translation>
    </message>
    <message>
        <source>Building the search</source>
        <translation>正在生成搜索</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Fetching the map data</source>
        <translation>正在获取地图数据</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Not built</source>
        <translation>未生成</translation>
    </message>
    <message>
        <source>Reading the map data</source>
        <translation>正在读取地图数据</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopped. What is finished is kept.</source>
        <translation>已停止。已完成的部分会保留。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>BusPage</name>
    <message>
        <source>%1 damaged</source>
        <translation>%1 帧损坏</translation>
    </message>
    <message>
        <source>%1 error frames</source>
        <translation>%1 个错误帧</translation>
    </message>
    <message>
        <source>%1 frames of too many messages</source>
        <translation>%1 帧因报文种类过多未列出</translation>
    </message>
    <message>
        <source>%1 frames/s</source>
        <translation>%1 帧/秒</translation>
    </message>
    <message>
        <source>%1 lost here</source>
        <translation>%1 帧在本机丢失</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 种报文</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 的 %1</translation>
    </message>
    <message>
        <source>Messages are shown when the car stands.</source>
        <translation>停车后显示报文。</translation>
    </message>
    <message>
        <source>bus-off</source>
        <translation>总线关闭</translation>
    </message>
    <message>
        <source>error-passive</source>
        <translation>错误被动</translation>
    </message>
    <message>
        <source>many errors</source>
        <translation>错误较多</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>sent / received wrong: %1</source>
        <translation>发送 / 接收错误：%1</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>静默</translation>
    </message>
    <message>
        <source>works well</source>
        <translation>工作正常</translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source>Hang up</source>
        <translation>挂断</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>隐藏号码</translation>
    </message>
    <message>
        <source>Open the call: %1</source>
        <translation>打开通话：%1</translation>
    </message>
</context>
<context>
    <name>CallScreen</name>
    <message>
        <source>Dialling</source>
        <translation>正在拨号</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>挂断</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Into the car</source>
        <translation>切到车上</translation>
    </message>
    <message>
        <source>It could not be put through</source>
        <translation>无法接通</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>未接</translation>
    </message>
    <message>
        <source>Mute me</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>隐藏号码</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>保持中</translation>
    </message>
    <message>
        <source>On hold: %1</source>
        <translation>保持中：%1</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒接</translation>
    </message>
    <message>
        <source>Ringing there</source>
        <translation>对方振铃中</translation>
    </message>
    <message>
        <source>Speak again</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>切换</translation>
    </message>
    <message>
        <source>The line was lost</source>
        <translation>线路中断</translation>
    </message>
    <message>
        <source>The other side has hung up</source>
        <translation>对方已挂断</translation>
    </message>
    <message>
        <source>To the handset</source>
        <translation>切到手机</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合并</translation>
    </message>
</context>
<context>
    <name>CarPage</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Charging cable</source>
        <translation>充电枪</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>快</translation>
    </message>
    <message>
        <source>Front fog lights</source>
        <translation>前雾灯</translation>
    </message>
    <message>
        <source>Fuel</source>
        <translation>油量</translation>
    </message>
    <message>
        <source>High</source>
        <translation>远光</translation>
    </message>
    <message>
        <source>Lights</source>
        <translation>灯光</translation>
    </message>
    <message>
        <source>Lock the doors</source>
        <translation>锁车门</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>近光</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>间歇</translation>
    </message>
    <message>
        <source>Rear fog light</source>
        <translation>后雾灯</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>示廓</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>慢</translation>
    </message>
    <message>
        <source>Somebody in the passenger seat</source>
        <translation>副驾有人</translation>
    </message>
    <message>
        <source>Traction battery</source>
        <translation>动力电池</translation>
    </message>
    <message>
        <source>Wipers</source>
        <translation>雨刮</translation>
    </message>
</context>
<context>
    <name>ClimateBar</name>
    <message>
        <source>A/C</source>
        <translation>A/C</translation>
    </message>
    <message>
        <source>Air conditioning</source>
        <translation>空调</translation>
    </message>
    <message>
        <source>Defrost the windscreen</source>
        <translation>前风挡除霜</translation>
    </message>
    <message>
        <source>Driver&apos;s temperature</source>
        <translation>主驾温度</translation>
    </message>
    <message>
        <source>Fan</source>
        <translation>风量</translation>
    </message>
    <message>
        <source>Passenger&apos;s temperature</source>
        <translation>副驾温度</translation>
    </message>
</context>
<context>
    <name>Cloud</name>
    <message>
        <source>%1 until %2</source>
        <translation>%1，至 %2</translation>
    </message>
    <message>
        <source>Climate</source>
        <translation>空调</translation>
    </message>
    <message>
        <source>Connected to the hub</source>
        <translation>已连接中心</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>目的地</translation>
    </message>
    <message>
        <source>Doors, tyres, charge, climate</source>
        <translation>车门、轮胎、电量、空调</translation>
    </message>
    <message>
        <source>Drive there</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>驾驶员</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Find the car</source>
        <translation>寻车</translation>
    </message>
    <message>
        <source>Forget a trip</source>
        <translation>删除行程</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>访客</translation>
    </message>
    <message>
        <source>Horn and lights</source>
        <translation>鸣笛闪灯</translation>
    </message>
    <message>
        <source>It came too late</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>It has not seen the code</source>
        <translation>未看到配对码</translation>
    </message>
    <message>
        <source>It is meant for another car</source>
        <translation>目标是其他车辆</translation>
    </message>
    <message>
        <source>It was not understood</source>
        <translation>无法理解</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>上锁</translation>
    </message>
    <message>
        <source>Looking for the hub</source>
        <translation>正在查找中心</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>音乐</translation>
    </message>
    <message>
        <source>No hub is named in the settings</source>
        <translation>设置中未指定中心</translation>
    </message>
    <message>
        <source>No line to the hub: what is to be told waits here</source>
        <translation>未连接中心：待发送数据保存在车上</translation>
    </message>
    <message>
        <source>Not while the car is driven</source>
        <translation>行驶中不可</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>车主</translation>
    </message>
    <message>
        <source>Pair a device</source>
        <translation>配对设备</translation>
    </message>
    <message>
        <source>Read trouble codes</source>
        <translation>读取故障码</translation>
    </message>
    <message>
        <source>Sent to the car: %1</source>
        <translation>已发送到车辆：%1</translation>
    </message>
    <message>
        <source>Somebody in the car said no</source>
        <translation>车内有人拒绝</translation>
    </message>
    <message>
        <source>Speed and pedals</source>
        <translation>车速与踏板</translation>
    </message>
    <message>
        <source>The car did not do it</source>
        <translation>车辆未执行</translation>
    </message>
    <message>
        <source>The car does not know what time it is</source>
        <translation>车辆时间未知</translation>
    </message>
    <message>
        <source>The car does not know where it is</source>
        <translation>车辆位置未知</translation>
    </message>
    <message>
        <source>The car shows no code now</source>
        <translation>车辆当前未显示配对码</translation>
    </message>
    <message>
        <source>The car was switched off before it was done</source>
        <translation>执行前车辆已关闭</translation>
    </message>
    <message>
        <source>The hub does not answer</source>
        <translation>中心无应答</translation>
    </message>
    <message>
        <source>The hub refuses the car</source>
        <translation>中心拒绝此车</translation>
    </message>
    <message>
        <source>There is no way to %1</source>
        <translation>没有到 %1 的路线</translation>
    </message>
    <message>
        <source>This car cannot be asked for it</source>
        <translation>此车不支持该请求</translation>
    </message>
    <message>
        <source>This car cannot do it</source>
        <translation>此车无法执行</translation>
    </message>
    <message>
        <source>This device is not paired</source>
        <translation>此设备未配对</translation>
    </message>
    <message>
        <source>This role may not ask for it</source>
        <translation>此角色无权请求</translation>
    </message>
    <message>
        <source>Trips</source>
        <translation>行程</translation>
    </message>
    <message>
        <source>Trouble codes</source>
        <translation>故障码</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Valet mode</source>
        <translation>代客模式</translation>
    </message>
    <message>
        <source>Wake the car</source>
        <translation>唤醒车辆</translation>
    </message>
    <message>
        <source>What is playing</source>
        <translation>正在播放</translation>
    </message>
    <message>
        <source>Where the car is</source>
        <translation>车辆位置</translation>
    </message>
    <message>
        <source>Workshop</source>
        <translation>维修厂</translation>
    </message>
    <message>
        <source>being done</source>
        <translation>执行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>too late</source>
        <translation>已过期</translation>
    </message>
</context>
<context>
    <name>CloudPane</name>
    <message>
        <source>Back to the settings</source>
        <translation>返回设置</translation>
    </message>
    <message>
        <source>Phone and PC</source>
        <translation>手机和电脑</translation>
    </message>
    <message>
        <source>Private drive</source>
        <translation>私密行驶</translation>
    </message>
</context>
<context>
    <name>CodeLine</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Control unit %1</source>
        <translation>控制单元 %1</translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>Control unit %1</source>
        <translation>控制单元 %1</translation>
    </message>
    <message>
        <source>Maker&apos;s own code</source>
        <translation>厂商自定义码</translation>
    </message>
    <message>
        <source>Standard code</source>
        <translation>标准码</translation>
    </message>
    <message>
        <source>When it came</source>
        <translation>出现时的数据</translation>
    </message>
</context>
<context>
    <name>ControlSheet</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Button</source>
        <translation>按钮</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已禁用</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>此处无内容</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Soon</source>
        <translation>尽快</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停车</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Temperature, asked</source>
        <translation>温度，已请求</translation>
    </message>
    <message>
        <source>The one</source>
        <translation>主按钮</translation>
    </message>
    <message>
        <source>What to do about it.</source>
        <translation>如何处理的说明。</translation>
    </message>
    <message>
        <source>With icon</source>
        <translation>带图标</translation>
    </message>
</context>
<context>
    <name>ControlWindow</name>
    <message>
        <source>Car</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>驾驶</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Simulated car</source>
        <translation>模拟车辆</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>车速</translation>
    </message>
    <message>
        <source>World</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>km/h</source>
        <translation>km/h</translation>
    </message>
</context>
<context>
    <name>Diagnostics</name>
    <message>
        <source>%1 (%2): confirmed</source>
        <translation>%1（%2）：已确认</translation>
    </message>
    <message>
        <source>%1 (%2): in the past</source>
        <translation>%1（%2）：历史记录</translation>
    </message>
    <message>
        <source>%1 (%2): mended, not yet proved</source>
        <translation>%1（%2）：已修复，尚未验证</translation>
    </message>
    <message>
        <source>%1 (%2): seen, not confirmed</source>
        <translation>%1（%2）：出现过，未确认</translation>
    </message>
    <message>
        <source>%1 confirmed</source>
        <translation>%1 个已确认</translation>
    </message>
    <message>
        <source>%1 counts confirmed codes (%2) but names none</source>
        <translation>%1 统计了已确认的故障码（%2），但未列出</translation>
    </message>
    <message>
        <source>%1 does not answer properly: %2</source>
        <translation>%1 应答异常：%2</translation>
    </message>
    <message>
        <source>%1 of 100</source>
        <translation>%1 分（满分 100）</translation>
    </message>
    <message>
        <source>A control unit is not heard. Have the supply, the plugs and the wiring checked first.</source>
        <translation>听不到某个控制单元。请先检查供电、插头和线路。</translation>
    </message>
    <message>
        <source>Airbags may not open, or may open unasked. Do not touch them; go to a workshop.</source>
        <translation>安全气囊可能不打开，或意外打开。请勿触碰，前往维修厂。</translation>
    </message>
    <message>
        <source>CNG</source>
        <translation>压缩天然气</translation>
    </message>
    <message>
        <source>Comfort may be missing. The car can be driven on.</source>
        <translation>舒适功能可能缺失。车辆可继续行驶。</translation>
    </message>
    <message>
        <source>Control units</source>
        <translation>控制单元</translation>
    </message>
    <message>
        <source>Drive gently and have it mended: unburnt fuel destroys the catalyst. If the lamp flashes, stop.</source>
        <translation>请平缓驾驶并维修：未燃燃油会损坏催化器。若指示灯闪烁，请停车。</translation>
    </message>
    <message>
        <source>Frozen with the codes</source>
        <translation>随故障码冻结的数据</translation>
    </message>
    <message>
        <source>Have the 12 V battery, its terminals and the generator checked.</source>
        <translation>请检查 12 V 蓄电池、接线端和发电机。</translation>
    </message>
    <message>
        <source>LPG</source>
        <translation>液化石油气</translation>
    </message>
    <message>
        <source>Lamp and self-tests</source>
        <translation>指示灯与自检</translation>
    </message>
    <message>
        <source>Look for loose hoses and a dirty air filter first. Consumption may be higher until it is mended.</source>
        <translation>先检查松动的软管和脏污的空气滤清器。修好之前油耗可能偏高。</translation>
    </message>
    <message>
        <source>NOT complete</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>OBD requirements met</source>
        <translation>符合的 OBD 规范</translation>
    </message>
    <message>
        <source>Shift gently, tow nothing, and have the gearbox checked.</source>
        <translation>请平顺换挡，勿拖挂，并检查变速箱。</translation>
    </message>
    <message>
        <source>Stop and let the engine cool. Do not open the coolant cap while it is hot.</source>
        <translation>请停车让发动机冷却。高温时不要打开冷却液盖。</translation>
    </message>
    <message>
        <source>Switch the engine off. Check the oil level before you start it again.</source>
        <translation>请关闭发动机。再次启动前检查机油油位。</translation>
    </message>
    <message>
        <source>The car may have less power. Have it looked at in a workshop.</source>
        <translation>车辆动力可能下降。请到维修厂检查。</translation>
    </message>
    <message>
        <source>Touch nothing orange: it carries high voltage. This is work for a specialist.</source>
        <translation>不要触碰橙色部件：带有高压。须由专业人员处理。</translation>
    </message>
    <message>
        <source>Trouble codes</source>
        <translation>故障码</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Vehicle health report</source>
        <translation>车辆健康报告</translation>
    </message>
    <message>
        <source>What did not work</source>
        <translation>未成功的项目</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>You can brake, but ABS or stability control may not help. Keep your distance.</source>
        <translation>可以制动，但 ABS 或稳定控制可能不起作用。请保持车距。</translation>
    </message>
    <message>
        <source>absolute load</source>
        <translation>绝对负荷</translation>
    </message>
    <message>
        <source>accelerator pedal position D</source>
        <translation>油门踏板位置 D</translation>
    </message>
    <message>
        <source>accelerator pedal position E</source>
        <translation>油门踏板位置 E</translation>
    </message>
    <message>
        <source>actual torque</source>
        <translation>实际扭矩</translation>
    </message>
    <message>
        <source>ambient air temperature</source>
        <translation>环境温度</translation>
    </message>
    <message>
        <source>auxiliary emission controls</source>
        <translation>辅助排放控制</translation>
    </message>
    <message>
        <source>barometric pressure</source>
        <translation>大气压力</translation>
    </message>
    <message>
        <source>bifuel diesel</source>
        <translation>双燃料柴油</translation>
    </message>
    <message>
        <source>bifuel petrol</source>
        <translation>双燃料汽油</translation>
    </message>
    <message>
        <source>body</source>
        <translation>车身</translation>
    </message>
    <message>
        <source>calculated engine load</source>
        <translation>计算发动机负荷</translation>
    </message>
    <message>
        <source>catalyst temperature, bank 1 sensor 1</source>
        <translation>催化器温度，第1列传感器1</translation>
    </message>
    <message>
        <source>catalyst temperature, bank 2 sensor 1</source>
        <translation>催化器温度，第2列传感器1</translation>
    </message>
    <message>
        <source>chassis</source>
        <translation>底盘</translation>
    </message>
    <message>
        <source>closed loop</source>
        <translation>闭环</translation>
    </message>
    <message>
        <source>closed loop, fault</source>
        <translation>闭环，有故障</translation>
    </message>
    <message>
        <source>commanded evaporative purge</source>
        <translation>蒸发清除指令值</translation>
    </message>
    <message>
        <source>commanded exhaust gas recirculation</source>
        <translation>废气再循环指令值</translation>
    </message>
    <message>
        <source>commanded lambda</source>
        <translation>空燃比指令值</translation>
    </message>
    <message>
        <source>commanded throttle</source>
        <translation>节气门指令值</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>computer and output circuits</source>
        <translation>计算机与输出电路</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>control module voltage</source>
        <translation>控制模块电压</translation>
    </message>
    <message>
        <source>coolant temperature</source>
        <translation>冷却液温度</translation>
    </message>
    <message>
        <source>diesel</source>
        <translation>柴油</translation>
    </message>
    <message>
        <source>distance since codes were cleared</source>
        <translation>清除后行驶距离</translation>
    </message>
    <message>
        <source>distance with the lamp on</source>
        <translation>亮灯后行驶距离</translation>
    </message>
    <message>
        <source>driver&apos;s demanded torque</source>
        <translation>驾驶员需求扭矩</translation>
    </message>
    <message>
        <source>electric</source>
        <translation>电动</translation>
    </message>
    <message>
        <source>engine fuel rate</source>
        <translation>发动机油耗率</translation>
    </message>
    <message>
        <source>engine oil temperature</source>
        <translation>机油温度</translation>
    </message>
    <message>
        <source>engine speed</source>
        <translation>发动机转速</translation>
    </message>
    <message>
        <source>ethanol</source>
        <translation>乙醇</translation>
    </message>
    <message>
        <source>ethanol in fuel</source>
        <translation>燃油乙醇含量</translation>
    </message>
    <message>
        <source>evaporative system pressure</source>
        <translation>蒸发系统压力</translation>
    </message>
    <message>
        <source>exhaust gas recirculation error</source>
        <translation>废气再循环偏差</translation>
    </message>
    <message>
        <source>extended data</source>
        <translation>扩展数据</translation>
    </message>
    <message>
        <source>failed since cleared</source>
        <translation>清除后曾失败</translation>
    </message>
    <message>
        <source>freeze frame</source>
        <translation>冻结帧</translation>
    </message>
    <message>
        <source>fuel</source>
        <translation>燃料</translation>
    </message>
    <message>
        <source>fuel and air metering</source>
        <translation>燃油与进气计量</translation>
    </message>
    <message>
        <source>fuel and air metering, auxiliary emission controls</source>
        <translation>燃油与进气计量，辅助排放控制</translation>
    </message>
    <message>
        <source>fuel and air metering, injectors</source>
        <translation>燃油与进气计量，喷油器</translation>
    </message>
    <message>
        <source>fuel injection timing</source>
        <translation>喷油正时</translation>
    </message>
    <message>
        <source>fuel level</source>
        <translation>燃油液位</translation>
    </message>
    <message>
        <source>fuel pressure (gauge)</source>
        <translation>燃油压力（表压）</translation>
    </message>
    <message>
        <source>fuel rail pressure (absolute)</source>
        <translation>油轨压力（绝对）</translation>
    </message>
    <message>
        <source>fuel rail pressure (gauge)</source>
        <translation>油轨压力（表压）</translation>
    </message>
    <message>
        <source>fuel rail pressure over manifold</source>
        <translation>油轨相对进气压力</translation>
    </message>
    <message>
        <source>fuel system</source>
        <translation>燃油系统</translation>
    </message>
    <message>
        <source>generic</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>hybrid battery charge</source>
        <translation>混动电池电量</translation>
    </message>
    <message>
        <source>hybrid diesel</source>
        <translation>柴油混动</translation>
    </message>
    <message>
        <source>hybrid electric</source>
        <translation>电动混动</translation>
    </message>
    <message>
        <source>hybrid ethanol</source>
        <translation>乙醇混动</translation>
    </message>
    <message>
        <source>hybrid petrol</source>
        <translation>汽油混动</translation>
    </message>
    <message>
        <source>hybrid propulsion</source>
        <translation>混合动力</translation>
    </message>
    <message>
        <source>ignition or misfire</source>
        <translation>点火或失火</translation>
    </message>
    <message>
        <source>in the past</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>intake air temperature</source>
        <translation>进气温度</translation>
    </message>
    <message>
        <source>intake manifold pressure</source>
        <translation>进气歧管压力</translation>
    </message>
    <message>
        <source>invalid data</source>
        <translation>无效数据</translation>
    </message>
    <message>
        <source>lamp off</source>
        <translation>灯灭</translation>
    </message>
    <message>
        <source>lamp on</source>
        <translation>灯亮</translation>
    </message>
    <message>
        <source>long term fuel trim, bank 1</source>
        <translation>长期燃油修正，第1列</translation>
    </message>
    <message>
        <source>long term fuel trim, bank 2</source>
        <translation>长期燃油修正，第2列</translation>
    </message>
    <message>
        <source>lost communication</source>
        <translation>通信丢失</translation>
    </message>
    <message>
        <source>manufacturer</source>
        <translation>厂商</translation>
    </message>
    <message>
        <source>mass air flow</source>
        <translation>空气流量</translation>
    </message>
    <message>
        <source>methanol</source>
        <translation>甲醇</translation>
    </message>
    <message>
        <source>network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>network electrical</source>
        <translation>网络电气</translation>
    </message>
    <message>
        <source>no control unit answered</source>
        <translation>没有控制单元应答</translation>
    </message>
    <message>
        <source>no self-tests</source>
        <translation>无自检</translation>
    </message>
    <message>
        <source>no status bit</source>
        <translation>无状态位</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not tested since cleared</source>
        <translation>清除后未测试</translation>
    </message>
    <message>
        <source>not tested this cycle</source>
        <translation>本次循环未测试</translation>
    </message>
    <message>
        <source>odometer</source>
        <translation>里程</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>open loop, cold</source>
        <translation>开环，冷态</translation>
    </message>
    <message>
        <source>open loop, fault</source>
        <translation>开环，有故障</translation>
    </message>
    <message>
        <source>open loop, load</source>
        <translation>开环，负荷</translation>
    </message>
    <message>
        <source>oxygen sensor, bank 1 sensor 1</source>
        <translation>氧传感器，第1列传感器1</translation>
    </message>
    <message>
        <source>oxygen sensor, bank 1 sensor 2</source>
        <translation>氧传感器，第1列传感器2</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>permanent</source>
        <translation>永久</translation>
    </message>
    <message>
        <source>petrol</source>
        <translation>汽油</translation>
    </message>
    <message>
        <source>powertrain</source>
        <translation>动力系统</translation>
    </message>
    <message>
        <source>propane</source>
        <translation>丙烷</translation>
    </message>
    <message>
        <source>reference torque</source>
        <translation>参考扭矩</translation>
    </message>
    <message>
        <source>relative accelerator pedal position</source>
        <translation>相对油门踏板位置</translation>
    </message>
    <message>
        <source>relative throttle position</source>
        <translation>相对节气门位置</translation>
    </message>
    <message>
        <source>self-tests not complete: %1</source>
        <translation>未完成的自检：%1</translation>
    </message>
    <message>
        <source>short term fuel trim, bank 1</source>
        <translation>短期燃油修正，第1列</translation>
    </message>
    <message>
        <source>short term fuel trim, bank 2</source>
        <translation>短期燃油修正，第2列</translation>
    </message>
    <message>
        <source>snapshot</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>software compatibility</source>
        <translation>软件兼容性</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>已存储</translation>
    </message>
    <message>
        <source>tells nothing of itself</source>
        <translation>未提供自身信息</translation>
    </message>
    <message>
        <source>test failed</source>
        <translation>测试失败</translation>
    </message>
    <message>
        <source>test failed this cycle</source>
        <translation>本次循环测试失败</translation>
    </message>
    <message>
        <source>the 12 V battery is flat: %1 V</source>
        <translation>12 V 蓄电池亏电：%1 V</translation>
    </message>
    <message>
        <source>the 12 V battery is not charged with the engine running: %1 V</source>
        <translation>发动机运转时 12 V 蓄电池未充电：%1 V</translation>
    </message>
    <message>
        <source>the codes were cleared %1 km ago: what was wrong may not have come back yet</source>
        <translation>故障码在 %1 km 前被清除：故障可能尚未再次出现</translation>
    </message>
    <message>
        <source>the codes were cleared lately: what was wrong may not have come back yet</source>
        <translation>故障码最近被清除：故障可能尚未再次出现</translation>
    </message>
    <message>
        <source>the coolant is too hot: %1 °C</source>
        <translation>冷却液过热：%1 °C</translation>
    </message>
    <message>
        <source>the malfunction lamp is on (%1)</source>
        <translation>故障指示灯亮起（%1）</translation>
    </message>
    <message>
        <source>the mixture of bank %1 is corrected by %2 %</source>
        <translation>第 %1 列混合气修正 %2 %</translation>
    </message>
    <message>
        <source>throttle position</source>
        <translation>节气门位置</translation>
    </message>
    <message>
        <source>throttle position B</source>
        <translation>节气门位置 B</translation>
    </message>
    <message>
        <source>time since codes were cleared</source>
        <translation>清除后时间</translation>
    </message>
    <message>
        <source>time since engine start</source>
        <translation>发动机启动后时间</translation>
    </message>
    <message>
        <source>time with the lamp on</source>
        <translation>亮灯时间</translation>
    </message>
    <message>
        <source>timing advance, cylinder 1</source>
        <translation>点火提前角，第1缸</translation>
    </message>
    <message>
        <source>transmission</source>
        <translation>变速箱</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>vehicle speed</source>
        <translation>车速</translation>
    </message>
    <message>
        <source>vehicle speed, idle control, auxiliary inputs</source>
        <translation>车速、怠速控制、辅助输入</translation>
    </message>
    <message>
        <source>warm-ups since codes were cleared</source>
        <translation>清除后暖机次数</translation>
    </message>
    <message>
        <source>warning lamp</source>
        <translation>警告灯</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPane</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Check the car</source>
        <translation>检查车辆</translation>
    </message>
    <message>
        <source>Clear codes</source>
        <translation>清除故障码</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
</context>
<context>
    <name>Dock</name>
    <message>
        <source>Day colours</source>
        <translation>日间模式</translation>
    </message>
    <message>
        <source>More panes</source>
        <translation>更多界面</translation>
    </message>
    <message>
        <source>Night colours</source>
        <translation>夜间模式</translation>
    </message>
    <message>
        <source>Other panes</source>
        <translation>其他界面</translation>
    </message>
</context>
<context>
    <name>DrivePage</name>
    <message>
        <source>Accelerator</source>
        <translation>油门</translation>
    </message>
    <message>
        <source>Brake</source>
        <translation>制动</translation>
    </message>
    <message>
        <source>Cruise control at this speed</source>
        <translation>按当前车速定速巡航</translation>
    </message>
    <message>
        <source>Driven by the simulator</source>
        <translation>由模拟器驾驶</translation>
    </message>
    <message>
        <source>Follows the navigator</source>
        <translation>跟随导航</translation>
    </message>
    <message>
        <source>Gear</source>
        <translation>挡位</translation>
    </message>
    <message>
        <source>Hazard lights</source>
        <translation>危险警告灯</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>转向灯</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Miss the next turn</source>
        <translation>错过下一个路口</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Parking brake</source>
        <translation>驻车制动</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路线</translation>
    </message>
    <message>
        <source>Steering wheel</source>
        <translation>方向盘</translation>
    </message>
    <message>
        <source>Steering wheel: louder</source>
        <translation>方向盘：加大音量</translation>
    </message>
    <message>
        <source>Steering wheel: mute</source>
        <translation>方向盘：静音</translation>
    </message>
    <message>
        <source>Steering wheel: next</source>
        <translation>方向盘：下一首</translation>
    </message>
    <message>
        <source>Steering wheel: play or pause</source>
        <translation>方向盘：播放或暂停</translation>
    </message>
    <message>
        <source>Steering wheel: previous</source>
        <translation>方向盘：上一首</translation>
    </message>
    <message>
        <source>Steering wheel: quieter</source>
        <translation>方向盘：减小音量</translation>
    </message>
    <message>
        <source>follows the road</source>
        <translation>随路行驶</translation>
    </message>
    <message>
        <source>held</source>
        <translation>手动</translation>
    </message>
</context>
<context>
    <name>EnergyCard</name>
    <message>
        <source>Charge</source>
        <translation>电量</translation>
    </message>
    <message>
        <source>Fuel</source>
        <translation>油量</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>续航里程</translation>
    </message>
</context>
<context>
    <name>FindPage</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有结果</translation>
    </message>
    <message>
        <source>Search for music</source>
        <translation>搜索音乐</translation>
    </message>
    <message>
        <source>Search: %1</source>
        <translation>搜索：%1</translation>
    </message>
    <message>
        <source>Title, artist or album</source>
        <translation>歌名、歌手或专辑</translation>
    </message>
    <message>
        <source>Try fewer letters. Chinese is found by its pinyin too.</source>
        <translation>请减少字母。也可用拼音查找中文。</translation>
    </message>
    <message>
        <source>Type when parked</source>
        <translation>停车后可输入</translation>
    </message>
</context>
<context>
    <name>GalleryPane</name>
    <message>
        <source>Controls</source>
        <translation>控件</translation>
    </message>
</context>
<context>
    <name>GearLadder</name>
    <message>
        <source>Gear %1</source>
        <translation>挡位 %1</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>HomePane</name>
    <message>
        <source>E</source>
        <translation>东</translation>
    </message>
    <message>
        <source>It comes back by itself under open sky.</source>
        <translation>在开阔天空下会自动恢复。</translation>
    </message>
    <message>
        <source>Looking for satellites</source>
        <translation>正在搜索卫星</translation>
    </message>
    <message>
        <source>N</source>
        <translation>北</translation>
    </message>
    <message>
        <source>NE</source>
        <translation>东北</translation>
    </message>
    <message>
        <source>NW</source>
        <translation>西北</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>无定位</translation>
    </message>
    <message>
        <source>No receiver is connected.</source>
        <translation>未连接接收器。</translation>
    </message>
    <message>
        <source>Open the vehicle pane</source>
        <translation>打开车辆页面</translation>
    </message>
    <message>
        <source>S</source>
        <translation>南</translation>
    </message>
    <message>
        <source>SE</source>
        <translation>东南</translation>
    </message>
    <message>
        <source>SW</source>
        <translation>西南</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>车速</translation>
    </message>
    <message>
        <source>The position is not plausible</source>
        <translation>定位结果不可信</translation>
    </message>
    <message>
        <source>W</source>
        <translation>西</translation>
    </message>
</context>
<context>
    <name>ItemList</name>
    <message>
        <source>%1: on this device</source>
        <translation>%1：已在本机</translation>
    </message>
    <message numerus="yes">
        <source>%n more when the car stands</source>
        <translation>
            <numerusform>停车后还有 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeypadPage</name>
    <message>
        <source>By %1</source>
        <translation>通过 %1</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>呼叫</translation>
    </message>
    <message>
        <source>Call 112 now</source>
        <translation>立即呼叫 112</translation>
    </message>
    <message>
        <source>Emergency call</source>
        <translation>紧急呼叫</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>No phone is connected: see Phones. Help can be called by a phone that is paired and near.</source>
        <translation>未连接手机：见“手机”页。附近已配对的手机可用于紧急呼叫。</translation>
    </message>
</context>
<context>
    <name>LaneRow</name>
    <message>
        <source>Lanes</source>
        <translation>车道</translation>
    </message>
</context>
<context>
    <name>LetterPad</name>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
</context>
<context>
    <name>LibraryTop</name>
    <message numerus="yes">
        <source>%n files could not be read</source>
        <translation>
            <numerusform>有 %n 个文件无法读取</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracks are on a drive that is not plugged in</source>
        <translation>
            <numerusform>有 %n 首歌在未插入的驱动器上</numerusform>
        </translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message numerus="yes">
        <source>Looking for music: %n tracks</source>
        <translation>
            <numerusform>正在查找音乐：%n 首</numerusform>
        </translation>
    </message>
    <message>
        <source>No music yet</source>
        <translation>还没有音乐</translation>
    </message>
    <message>
        <source>Plug in a USB drive with music on it.</source>
        <translation>请插入存有音乐的 U 盘。</translation>
    </message>
    <message>
        <source>Plug in a USB drive, or copy music into the folder %1</source>
        <translation>请插入 U 盘，或将音乐复制到文件夹 %1</translation>
    </message>
</context>
<context>
    <name>LimitSign</name>
    <message>
        <source>Speed limit %1</source>
        <translation>限速 %1</translation>
    </message>
    <message>
        <source>Too fast: the limit is %1</source>
        <translation>超速：限速 %1</translation>
    </message>
</context>
<context>
    <name>LinkList</name>
    <message>
        <source>Nothing was asked to be connected.</source>
        <translation>未设置任何连接。</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>connected, silent</source>
        <translation>已连接，无数据</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>not reachable, trying again</source>
        <translation>无法连接，正在重试</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>reports a fault</source>
        <translation>报告故障</translation>
    </message>
</context>
<context>
    <name>LyricsView</name>
    <message>
        <source>Lyrics when the car stands</source>
        <translation>停车后显示歌词</translation>
    </message>
    <message>
        <source>No lyrics</source>
        <translation>没有歌词</translation>
    </message>
    <message>
        <source>Put a file of the same name with .lrc at its end beside the music.</source>
        <translation>请在音乐旁放置同名的 .lrc 文件。</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Head unit</source>
        <translation>车载主机</translation>
    </message>
</context>
<context>
    <name>ManeuverBanner</name>
    <message>
        <source>Distance to the turn</source>
        <translation>到路口的距离</translation>
    </message>
    <message>
        <source>Exit %1</source>
        <translation>出口 %1</translation>
    </message>
    <message>
        <source>Finding a new route</source>
        <translation>正在重新规划</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>无定位</translation>
    </message>
    <message>
        <source>You have arrived</source>
        <translation>已到达</translation>
    </message>
    <message>
        <source>then</source>
        <translation>然后</translation>
    </message>
</context>
<context>
    <name>MapButtons</name>
    <message>
        <source>2D</source>
        <translation>2D</translation>
    </message>
    <message>
        <source>3D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Further</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Heading up</source>
        <translation>车头朝上</translation>
    </message>
    <message>
        <source>North up</source>
        <translation>北朝上</translation>
    </message>
    <message>
        <source>Turn the map north</source>
        <translation>地图转向北</translation>
    </message>
    <message>
        <source>View from above</source>
        <translation>俯视</translation>
    </message>
    <message>
        <source>View from behind the car</source>
        <translation>车后视角</translation>
    </message>
</context>
<context>
    <name>MapFingerArea</name>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
</context>
<context>
    <name>MapTrouble</name>
    <message>
        <source>A region once added works without a network.</source>
        <translation>地区添加后无需网络即可使用。</translation>
    </message>
    <message>
        <source>Build the region again.</source>
        <translation>请重新生成该地区。</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>No map here</source>
        <translation>此处没有地图</translation>
    </message>
    <message>
        <source>No map yet</source>
        <translation>还没有地图</translation>
    </message>
    <message>
        <source>The car is where this map ends.</source>
        <translation>车辆已到地图边缘。</translation>
    </message>
    <message>
        <source>The map cannot be read</source>
        <translation>无法读取地图</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Back to the car</source>
        <translation>回到车辆</translation>
    </message>
    <message>
        <source>No position</source>
        <translation>无定位</translation>
    </message>
</context>
<context>
    <name>MessageDetail</name>
    <message>
        <source>Came %1 times</source>
        <translation>已收到 %1 次</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>关闭报文</translation>
    </message>
    <message>
        <source>No DBC tells what it means.</source>
        <translation>没有 DBC 文件说明其含义。</translation>
    </message>
</context>
<context>
    <name>MessagePage</name>
    <message>
        <source>No message fits “%1”.</source>
        <translation>没有与“%1”相符的报文。</translation>
    </message>
    <message>
        <source>No message has come yet.</source>
        <translation>尚未收到报文。</translation>
    </message>
</context>
<context>
    <name>MiniBar</name>
    <message>
        <source>Next</source>
        <translation>下一首</translation>
    </message>
    <message>
        <source>Open music: %1</source>
        <translation>打开音乐：%1</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
</context>
<context>
    <name>MiniPlayer</name>
    <message>
        <source>Next</source>
        <translation>下一首</translation>
    </message>
    <message>
        <source>Open music: %1</source>
        <translation>打开音乐：%1</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一首</translation>
    </message>
</context>
<context>
    <name>MusicPane</name>
    <message>
        <source>Browse</source>
        <translation>浏览</translation>
    </message>
    <message>
        <source>Lyrics</source>
        <translation>歌词</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>正在播放</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>音效</translation>
    </message>
</context>
<context>
    <name>NamePage</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>NavigationPane</name>
    <message>
        <source>%1 min faster another way</source>
        <translation>另一条路快 %1 分钟</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on to %1?</source>
        <translation>继续前往 %1？</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Search along the way</source>
        <translation>沿途搜索</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>车速</translation>
    </message>
    <message>
        <source>Speed camera %1</source>
        <translation>测速 %1</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Where to?</source>
        <translation>去哪里？</translation>
    </message>
</context>
<context>
    <name>NoticeCard</name>
    <message>
        <source>Put away: %1</source>
        <translation>关闭：%1</translation>
    </message>
</context>
<context>
    <name>NoticeStack</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>%1 could not be played</source>
        <translation>无法播放 %1</translation>
    </message>
    <message>
        <source>12 V battery low</source>
        <translation>12 V 蓄电池电量低</translation>
    </message>
    <message>
        <source>ABS fault</source>
        <translation>ABS 故障</translation>
    </message>
    <message>
        <source>Airbag off</source>
        <translation>安全气囊已关闭</translation>
    </message>
    <message>
        <source>Battery low</source>
        <translation>动力电池电量低</translation>
    </message>
    <message>
        <source>Brake fluid low</source>
        <translation>制动液液位过低</translation>
    </message>
    <message>
        <source>Charge soon.</source>
        <translation>请尽快充电。</translation>
    </message>
    <message>
        <source>Charging</source>
        <translation>正在充电</translation>
    </message>
    <message>
        <source>Cruise control</source>
        <translation>定速巡航</translation>
    </message>
    <message>
        <source>Door open</source>
        <translation>车门未关</translation>
    </message>
    <message>
        <source>Drive gently. Have it read out soon.</source>
        <translation>请平稳驾驶，尽快检修。</translation>
    </message>
    <message>
        <source>Engine fault</source>
        <translation>发动机故障</translation>
    </message>
    <message>
        <source>Engine oil low</source>
        <translation>机油液位偏低</translation>
    </message>
    <message>
        <source>Engine oil very low</source>
        <translation>机油液位严重过低</translation>
    </message>
    <message>
        <source>Engine too hot</source>
        <translation>发动机过热</translation>
    </message>
    <message>
        <source>Fill up soon.</source>
        <translation>请尽快加油。</translation>
    </message>
    <message>
        <source>Front fog lights</source>
        <translation>前雾灯</translation>
    </message>
    <message>
        <source>Fuel low</source>
        <translation>燃油不足</translation>
    </message>
    <message>
        <source>High beam</source>
        <translation>远光灯</translation>
    </message>
    <message>
        <source>Ice possible</source>
        <translation>路面可能结冰</translation>
    </message>
    <message>
        <source>It is kept. Plug the drive in again and press play.</source>
        <translation>队列已保留。请重新插入设备并按播放。</translation>
    </message>
    <message>
        <source>It will not open in a crash. Have it checked.</source>
        <translation>碰撞时不会展开，请检修。</translation>
    </message>
    <message>
        <source>Low beam</source>
        <translation>近光灯</translation>
    </message>
    <message>
        <source>Nothing in the queue can be played</source>
        <translation>队列中没有可播放的曲目</translation>
    </message>
    <message>
        <source>Parking brake</source>
        <translation>驻车制动</translation>
    </message>
    <message>
        <source>Parking brake is on</source>
        <translation>驻车制动未释放</translation>
    </message>
    <message>
        <source>Parking lights</source>
        <translation>示廓灯</translation>
    </message>
    <message>
        <source>Rear fog light</source>
        <translation>后雾灯</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>Release it before you drive on.</source>
        <translation>继续行驶前请释放。</translation>
    </message>
    <message>
        <source>Seat belt open</source>
        <translation>安全带未系</translation>
    </message>
    <message>
        <source>Several tracks could not be played</source>
        <translation>多首曲目无法播放</translation>
    </message>
    <message>
        <source>Slippery</source>
        <translation>路面湿滑</translation>
    </message>
    <message>
        <source>Slow down. Fill or change it soon.</source>
        <translation>请减速，尽快充气或更换轮胎。</translation>
    </message>
    <message>
        <source>Stability control fault</source>
        <translation>车身稳定系统故障</translation>
    </message>
    <message>
        <source>Stop and close it.</source>
        <translation>请停车并关好。</translation>
    </message>
    <message>
        <source>Stop where it is safe. Do not drive on.</source>
        <translation>请在安全处停车，请勿继续行驶。</translation>
    </message>
    <message>
        <source>Stop where it is safe. Let it cool down.</source>
        <translation>请在安全处停车，等待冷却。</translation>
    </message>
    <message>
        <source>Stop where it is safe. Switch the engine off.</source>
        <translation>请在安全处停车并关闭发动机。</translation>
    </message>
    <message>
        <source>Switch off what you do not need.</source>
        <translation>请关闭不必要的用电设备。</translation>
    </message>
    <message>
        <source>Take curves slowly.</source>
        <translation>过弯请减速。</translation>
    </message>
    <message>
        <source>The playlist stays as it was</source>
        <translation>播放列表保持原样</translation>
    </message>
    <message>
        <source>Top it up at the next stop.</source>
        <translation>请在下次停车时添加。</translation>
    </message>
    <message>
        <source>Tyre pressure low</source>
        <translation>胎压过低</translation>
    </message>
    <message>
        <source>Wheels may lock. Brake gently.</source>
        <translation>车轮可能抱死，请轻踩制动。</translation>
    </message>
</context>
<context>
    <name>NowCard</name>
    <message>
        <source>15 s back</source>
        <translation>后退 15 秒</translation>
    </message>
    <message>
        <source>15 s on</source>
        <translation>前进 15 秒</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>直播</translation>
    </message>
    <message>
        <source>Live, %1 s in store</source>
        <translation>直播，缓存 %1 秒</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
    <message>
        <source>Make it a favourite</source>
        <translation>加入收藏</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一首</translation>
    </message>
    <message>
        <source>No favourite any more</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <source>No reception. It goes on by itself.</source>
        <translation>没有信号，恢复后自动继续。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Paused for something more important</source>
        <translation>因更重要的声音而暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一首</translation>
    </message>
    <message>
        <source>Repeat: all</source>
        <translation>循环：全部</translation>
    </message>
    <message>
        <source>Repeat: off</source>
        <translation>循环：关</translation>
    </message>
    <message>
        <source>Repeat: this one</source>
        <translation>循环：单曲</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>随机播放</translation>
    </message>
    <message>
        <source>Speed %1</source>
        <translation>速度 %1</translation>
    </message>
    <message>
        <source>Waiting for the source</source>
        <translation>正在等待音源</translation>
    </message>
</context>
<context>
    <name>NumberGrid</name>
    <message>
        <source>12 V battery</source>
        <translation>12 V 蓄电池</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均油耗</translation>
    </message>
    <message>
        <source>Cabin</source>
        <translation>车内温度</translation>
    </message>
    <message>
        <source>Coolant</source>
        <translation>冷却液</translation>
    </message>
    <message>
        <source>Odometer</source>
        <translation>总里程</translation>
    </message>
    <message>
        <source>Trip</source>
        <translation>本次行程</translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>Add a map</source>
        <translation>添加地图</translation>
    </message>
    <message>
        <source>Any other comes by the command line: headunit map add FILE.osm.pbf</source>
        <translation>其他地图请用命令行：headunit map add FILE.osm.pbf</translation>
    </message>
</context>
<context>
    <name>OrderKeys</name>
    <message>
        <source>%1: further up</source>
        <translation>%1：上移</translation>
    </message>
    <message>
        <source>%1: take out</source>
        <translation>%1：移除</translation>
    </message>
</context>
<context>
    <name>OutcomePage</name>
    <message>
        <source>%1: cleared</source>
        <translation>%1：已清除</translation>
    </message>
    <message>
        <source>%1: said no, %2</source>
        <translation>%1：已拒绝，%2</translation>
    </message>
    <message>
        <source>Ask all control units for trouble codes. Takes some seconds; nothing is changed.</source>
        <translation>向所有控制单元查询故障码。需要几秒钟，不会改动任何内容。</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <source>Every control unit said no.</source>
        <translation>所有控制单元均已拒绝。</translation>
    </message>
    <message>
        <source>No control unit answers</source>
        <translation>没有控制单元应答</translation>
    </message>
    <message>
        <source>Nobody tells whether the car stands, so nothing was sent.</source>
        <translation>无法得知车辆是否静止，因此未发送任何内容。</translation>
    </message>
    <message>
        <source>Nothing was cleared</source>
        <translation>未清除任何内容</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Switch the ignition on and check the CAN connection.</source>
        <translation>请打开点火开关并检查 CAN 连接。</translation>
    </message>
    <message>
        <source>The car moved. Codes are cleared at standstill only.</source>
        <translation>车辆在移动。仅在静止时清除故障码。</translation>
    </message>
    <message>
        <source>The car was not checked yet</source>
        <translation>车辆尚未检查</translation>
    </message>
    <message>
        <source>The connection broke off</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>The control units could not be asked.</source>
        <translation>无法查询控制单元。</translation>
    </message>
    <message>
        <source>The self-tests start anew. What is still broken will come back.</source>
        <translation>自检重新开始。仍存在的故障会再次出现。</translation>
    </message>
    <message>
        <source>This run only listens</source>
        <translation>当前仅监听</translation>
    </message>
    <message>
        <source>To ask the control units, start headunit with --allow-transmit.</source>
        <translation>如需查询控制单元，请用 --allow-transmit 启动 headunit。</translation>
    </message>
    <message>
        <source>To the codes</source>
        <translation>查看故障码</translation>
    </message>
    <message>
        <source>Trouble codes cleared</source>
        <translation>故障码已清除</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>What was read so far is not enough for a result.</source>
        <translation>目前读取的内容不足以得出结果。</translation>
    </message>
</context>
<context>
    <name>PairCard</name>
    <message>
        <source>%1 shows this number?</source>
        <translation>%1 显示此数字吗？</translation>
    </message>
    <message>
        <source>A driver&apos;s</source>
        <translation>驾驶员设备</translation>
    </message>
    <message>
        <source>A guest&apos;s, for a day</source>
        <translation>访客设备，一天</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Open it on this computer</source>
        <translation>在本机打开</translation>
    </message>
    <message>
        <source>Pair an owner&apos;s device</source>
        <translation>配对车主设备</translation>
    </message>
    <message>
        <source>Pairing code</source>
        <translation>配对码</translation>
    </message>
    <message>
        <source>Pairing waits until the car stands.</source>
        <translation>停车后方可配对。</translation>
    </message>
    <message>
        <source>Read this code with the phone&apos;s camera. It is good for two minutes.</source>
        <translation>请用手机相机扫描此码，两分钟内有效。</translation>
    </message>
    <message>
        <source>The workshop&apos;s, for a day</source>
        <translation>维修厂设备，一天</translation>
    </message>
    <message>
        <source>Waiting to be told: %1</source>
        <translation>待发送：%1</translation>
    </message>
    <message>
        <source>Yes, pair it</source>
        <translation>是，配对</translation>
    </message>
</context>
<context>
    <name>PairedCard</name>
    <message>
        <source>Paired</source>
        <translation>已配对</translation>
    </message>
    <message>
        <source>Unpair</source>
        <translation>取消配对</translation>
    </message>
    <message>
        <source>Unpair %1</source>
        <translation>取消配对 %1</translation>
    </message>
</context>
<context>
    <name>Pane</name>
    <message>
        <source>Check the car</source>
        <translation>检查车辆</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>组件库</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>主页</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>音乐</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>导航</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Phone and PC</source>
        <translation>手机和电脑</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>技师</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>车辆</translation>
    </message>
</context>
<context>
    <name>Phone</name>
    <message>
        <source>Bluetooth is blocked by a switch of this computer</source>
        <translation>蓝牙已被本机开关禁用</translation>
    </message>
    <message>
        <source>Bluetooth is off</source>
        <translation>蓝牙已关闭</translation>
    </message>
    <message>
        <source>Choose where the sound goes on the phone itself</source>
        <translation>请在手机上选择声音输出</translation>
    </message>
    <message>
        <source>No phone is connected</source>
        <translation>未连接手机</translation>
    </message>
    <message>
        <source>No phone is connected: make the emergency call by hand</source>
        <translation>未连接手机：请手动拨打紧急电话</translation>
    </message>
    <message>
        <source>Pairing has failed: try again</source>
        <translation>配对失败：请重试</translation>
    </message>
    <message>
        <source>The phone does not answer</source>
        <translation>手机没有响应</translation>
    </message>
    <message>
        <source>The phone has no network</source>
        <translation>手机没有网络</translation>
    </message>
    <message>
        <source>The phone is busy with another wish</source>
        <translation>手机正忙于另一操作</translation>
    </message>
    <message>
        <source>The phone is not connected</source>
        <translation>手机未连接</translation>
    </message>
    <message>
        <source>The phone is not in reach, or its Bluetooth is off</source>
        <translation>手机不在范围内，或其蓝牙已关闭</translation>
    </message>
    <message>
        <source>The phone refused</source>
        <translation>手机已拒绝</translation>
    </message>
    <message>
        <source>The telephone service does not answer</source>
        <translation>电话服务没有响应</translation>
    </message>
    <message>
        <source>The telephone service is not running</source>
        <translation>电话服务未运行</translation>
    </message>
    <message>
        <source>There is no Bluetooth here</source>
        <translation>此处没有蓝牙</translation>
    </message>
    <message>
        <source>There is no such call any more</source>
        <translation>该通话已不存在</translation>
    </message>
    <message>
        <source>This is not a number</source>
        <translation>这不是号码</translation>
    </message>
    <message>
        <source>This phone is not known any more</source>
        <translation>此手机已不再被记住</translation>
    </message>
    <message>
        <source>Two calls are on already</source>
        <translation>已有两个通话</translation>
    </message>
</context>
<context>
    <name>PhonePage</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 of 5</source>
        <translation>%1/5</translation>
    </message>
    <message>
        <source>Ask to be paired</source>
        <translation>请求配对</translation>
    </message>
    <message>
        <source>Battery flat</source>
        <translation>电量耗尽</translation>
    </message>
    <message>
        <source>Car&apos;s Bluetooth</source>
        <translation>车载蓝牙</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>驾驶员</translation>
    </message>
    <message>
        <source>Friend</source>
        <translation>朋友</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>隐藏号码</translation>
    </message>
    <message>
        <source>Let it ring: who calls</source>
        <translation>让它响铃：谁来电</translation>
    </message>
    <message>
        <source>Linked to the car</source>
        <translation>已连接车辆</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>办公室</translation>
    </message>
    <message>
        <source>Passenger</source>
        <translation>乘客</translation>
    </message>
    <message>
        <source>Phone battery</source>
        <translation>手机电量</translation>
    </message>
    <message>
        <source>Phone network</source>
        <translation>手机信号</translation>
    </message>
    <message>
        <source>Stranger</source>
        <translation>陌生人</translation>
    </message>
    <message>
        <source>They hang up</source>
        <translation>对方挂断</translation>
    </message>
    <message>
        <source>They pick up</source>
        <translation>对方接听</translation>
    </message>
    <message>
        <source>Whose phone</source>
        <translation>谁的手机</translation>
    </message>
</context>
<context>
    <name>PhonePane</name>
    <message>
        <source>Keypad</source>
        <translation>拨号盘</translation>
    </message>
    <message>
        <source>Pages of the phone</source>
        <translation>电话页面</translation>
    </message>
    <message>
        <source>Phones</source>
        <translation>手机</translation>
    </message>
</context>
<context>
    <name>PhoneRow</name>
    <message>
        <source>Connect %1</source>
        <translation>连接 %1</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Connected, battery %1 %</source>
        <translation>已连接，电量 %1%</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>Disconnect %1</source>
        <translation>断开 %1</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>忘记 %1</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
</context>
<context>
    <name>PhonesPage</name>
    <message>
        <source>%1 shows the same number?</source>
        <translation>%1 显示相同的数字吗？</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Do not disturb while driving</source>
        <translation>行驶时勿扰</translation>
    </message>
    <message>
        <source>Found, touch yours. Its Bluetooth settings must be open.</source>
        <translation>已找到，请点选您的手机。手机须打开蓝牙设置。</translation>
    </message>
    <message>
        <source>It is off, or this computer has none. headunit doctor says more.</source>
        <translation>蓝牙已关闭或本机没有蓝牙。headunit doctor 有更多说明。</translation>
    </message>
    <message>
        <source>Look for phones</source>
        <translation>查找手机</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Pairing waits until the car stands.</source>
        <translation>停车后方可配对。</translation>
    </message>
    <message>
        <source>Pairing with %1</source>
        <translation>正在与 %1 配对</translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation>停止查找</translation>
    </message>
    <message>
        <source>There is no Bluetooth here</source>
        <translation>此处没有蓝牙</translation>
    </message>
    <message>
        <source>Type this number on %1</source>
        <translation>在 %1 上输入此数字</translation>
    </message>
    <message>
        <source>Yes, pair it</source>
        <translation>是，配对</translation>
    </message>
</context>
<context>
    <name>PlaceCard</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <source>Go here instead</source>
        <translation>改去这里</translation>
    </message>
    <message>
        <source>Is home</source>
        <translation>设为家</translation>
    </message>
    <message>
        <source>Is work</source>
        <translation>设为公司</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路线</translation>
    </message>
    <message>
        <source>Stop there</source>
        <translation>途经此处</translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message>
        <source>%1 open</source>
        <translation>%1已打开</translation>
    </message>
    <message>
        <source>Belt %1</source>
        <translation>安全带 %1</translation>
    </message>
    <message>
        <source>Front left door</source>
        <translation>左前门</translation>
    </message>
    <message>
        <source>Front left tyre</source>
        <translation>左前轮胎</translation>
    </message>
    <message>
        <source>Front right door</source>
        <translation>右前门</translation>
    </message>
    <message>
        <source>Front right tyre</source>
        <translation>右前轮胎</translation>
    </message>
    <message>
        <source>Hood</source>
        <translation>发动机盖</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Rear left door</source>
        <translation>左后门</translation>
    </message>
    <message>
        <source>Rear left tyre</source>
        <translation>左后轮胎</translation>
    </message>
    <message>
        <source>Rear right door</source>
        <translation>右后门</translation>
    </message>
    <message>
        <source>Rear right tyre</source>
        <translation>右后轮胎</translation>
    </message>
    <message>
        <source>Shut</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>后备厢</translation>
    </message>
</context>
<context>
    <name>PlotLane</name>
    <message>
        <source>Nothing to draw yet.</source>
        <translation>暂无可绘制的数据。</translation>
    </message>
    <message>
        <source>Take %1 out of the plot</source>
        <translation>从曲线中移除 %1</translation>
    </message>
</context>
<context>
    <name>PlotPage</name>
    <message>
        <source>Messages</source>
        <translation>报文</translation>
    </message>
    <message>
        <source>Nothing is plotted</source>
        <translation>未选择曲线</translation>
    </message>
    <message>
        <source>Open a message and touch its signals.</source>
        <translation>打开一条报文并点按其信号。</translation>
    </message>
</context>
<context>
    <name>PreferencesPane</name>
    <message>
        <source>Auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>柔和</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>显示模式</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日间</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Driver sits</source>
        <translation>驾驶位</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>夜间</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Phone and PC</source>
        <translation>手机和电脑</translation>
    </message>
    <message>
        <source>Speed camera warnings</source>
        <translation>测速提醒</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>技术员</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>The rest can be changed when the car stands.</source>
        <translation>其余设置请停车后更改。</translation>
    </message>
    <message>
        <source>Tyre pressure</source>
        <translation>胎压</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>Where legal</source>
        <translation>合法地区</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左侧</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右侧</translation>
    </message>
</context>
<context>
    <name>PrivacyCard</name>
    <message>
        <source>100 m</source>
        <translation>100 米</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>How exact a place</source>
        <translation>位置精度</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不发送</translation>
    </message>
    <message>
        <source>Nothing leaves before a device is paired.</source>
        <translation>配对设备前不发送任何数据。</translation>
    </message>
    <message>
        <source>Private drive: nothing but alarms leaves the car.</source>
        <translation>私密行驶：仅发送警报。</translation>
    </message>
    <message>
        <source>Sent since the start: %1</source>
        <translation>启动以来已发送：%1</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>城市</translation>
    </message>
    <message>
        <source>What may leave the car</source>
        <translation>允许发送的数据</translation>
    </message>
</context>
<context>
    <name>QueueList</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tracks</source>
        <translation>
            <numerusform>%n 首</numerusform>
        </translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Keep in a playlist</source>
        <translation>存入播放列表</translation>
    </message>
    <message>
        <source>Put in order</source>
        <translation>排序</translation>
    </message>
</context>
<context>
    <name>ReadingPage</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Asking the control units</source>
        <translation>正在查询控制单元</translation>
    </message>
    <message>
        <source>Clearing the trouble codes</source>
        <translation>正在清除故障码</translation>
    </message>
    <message>
        <source>Control unit %1</source>
        <translation>控制单元 %1</translation>
    </message>
    <message>
        <source>Do not drive off and leave the ignition on.</source>
        <translation>请勿起步，保持点火开关打开。</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>%1 frames in %2</source>
        <translation>%2 内 %1 帧</translation>
    </message>
    <message>
        <source>%1 frames lost: the disk is too slow</source>
        <translation>丢失 %1 帧：磁盘过慢</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>Record the buses</source>
        <translation>录制总线</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>正在录制</translation>
    </message>
    <message>
        <source>Start recording</source>
        <translation>开始录制</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停止录制</translation>
    </message>
    <message>
        <source>The recording failed.</source>
        <translation>录制失败。</translation>
    </message>
</context>
<context>
    <name>RegionCard</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2 · as of %3</source>
        <translation>%1 · %2 · 截至 %3</translation>
    </message>
    <message>
        <source>Build %1 again</source>
        <translation>重新生成 %1</translation>
    </message>
    <message>
        <source>Build again</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Damaged: build it again</source>
        <translation>已损坏：请重新生成</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>Remove %1 now</source>
        <translation>立即删除 %1</translation>
    </message>
    <message>
        <source>Remove?</source>
        <translation>删除？</translation>
    </message>
    <message>
        <source>Update %1</source>
        <translation>更新 %1</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
</context>
<context>
    <name>RegionsPane</name>
    <message>
        <source>Add one: it is fetched and built once, and then needs no network.</source>
        <translation>添加一个：获取并生成一次后无需网络。</translation>
    </message>
    <message>
        <source>Back to the settings</source>
        <translation>返回设置</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Maps can be changed when the car stands.</source>
        <translation>停车后可更改地图。</translation>
    </message>
    <message>
        <source>There is no map yet</source>
        <translation>还没有地图</translation>
    </message>
</context>
<context>
    <name>ReplayCard</name>
    <message>
        <source>10 seconds ahead</source>
        <translation>前进 10 秒</translation>
    </message>
    <message>
        <source>10 seconds back</source>
        <translation>后退 10 秒</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>On the way there ...</source>
        <translation>正在前往 ...</translation>
    </message>
    <message>
        <source>Place in the recording</source>
        <translation>录像位置</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>回放</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>No trouble codes in %1 control units</source>
        <translation>%1 个控制单元中没有故障码</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>The details when the car stands</source>
        <translation>停车后显示详情</translation>
    </message>
</context>
<context>
    <name>RingCard</name>
    <message>
        <source>Answer</source>
        <translation>接听</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>Calls too; the other one is held</source>
        <translation>来电；当前通话将保持</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>隐藏号码</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒接</translation>
    </message>
</context>
<context>
    <name>RouteChoice</name>
    <message>
        <source>Add the map of that country in the settings.</source>
        <translation>请在设置中添加该国家的地图。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Charge on the way</source>
        <translation>途中充电</translation>
    </message>
    <message>
        <source>Choose a place nearer to a road.</source>
        <translation>请选择离道路更近的地点。</translation>
    </message>
    <message>
        <source>Choose a place on this side of the water, or allow ferries.</source>
        <translation>请选择水域这一侧的地点，或允许轮渡。</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>出发</translation>
    </message>
    <message>
        <source>Drive on; the route is found from the next road.</source>
        <translation>请继续行驶，将从下一条道路规划路线。</translation>
    </message>
    <message>
        <source>Finding the way</source>
        <translation>正在规划路线</translation>
    </message>
    <message>
        <source>It is being started again. Try once more.</source>
        <translation>正在重新启动，请再试一次。</translation>
    </message>
    <message>
        <source>No ferries</source>
        <translation>避开轮渡</translation>
    </message>
    <message>
        <source>No motorways</source>
        <translation>避开高速</translation>
    </message>
    <message>
        <source>No road is near the destination</source>
        <translation>目的地附近没有道路</translation>
    </message>
    <message>
        <source>No road leads there</source>
        <translation>没有道路通往该处</translation>
    </message>
    <message>
        <source>No route was found</source>
        <translation>未找到路线</translation>
    </message>
    <message>
        <source>No tolls</source>
        <translation>避开收费</translation>
    </message>
    <message>
        <source>The car is not near a road</source>
        <translation>车辆不在道路附近</translation>
    </message>
    <message>
        <source>The map does not reach that far</source>
        <translation>地图未覆盖该处</translation>
    </message>
    <message>
        <source>The route could not be worked out</source>
        <translation>无法计算路线</translation>
    </message>
    <message>
        <source>There is no map yet</source>
        <translation>还没有地图</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>RouteRow</name>
    <message>
        <source>%1 % left</source>
        <translation>剩余 %1 %</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>+%1 min traffic</source>
        <translation>拥堵 +%1 分钟</translation>
    </message>
    <message>
        <source>charge on the way</source>
        <translation>途中充电</translation>
    </message>
    <message>
        <source>ferry</source>
        <translation>轮渡</translation>
    </message>
    <message>
        <source>toll</source>
        <translation>收费</translation>
    </message>
    <message>
        <source>unpaved</source>
        <translation>未铺装</translation>
    </message>
</context>
<context>
    <name>SaveList</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Keep in a playlist</source>
        <translation>存入播放列表</translation>
    </message>
    <message>
        <source>New playlist</source>
        <translation>新建播放列表</translation>
    </message>
    <message>
        <source>The whole queue</source>
        <translation>整个队列</translation>
    </message>
    <message>
        <source>This track</source>
        <translation>此曲目</translation>
    </message>
    <message>
        <source>What to keep</source>
        <translation>要保存的内容</translation>
    </message>
</context>
<context>
    <name>ScoreCard</name>
    <message>
        <source>Have it looked at soon</source>
        <translation>请尽快检查</translation>
    </message>
    <message>
        <source>Have it mended before long drives</source>
        <translation>长途行驶前请维修</translation>
    </message>
    <message>
        <source>Health %1 of 100</source>
        <translation>车况 %1 分（满分 100）</translation>
    </message>
    <message>
        <source>In good order</source>
        <translation>状况良好</translation>
    </message>
    <message>
        <source>Read %1</source>
        <translation>读取于 %1</translation>
    </message>
    <message>
        <source>of 100</source>
        <translation>分（满分 100）</translation>
    </message>
</context>
<context>
    <name>SearchPad</name>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Search: %1</source>
        <translation>搜索：%1</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>A map can be added in the settings.</source>
        <translation>可在设置中添加地图。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Drive home</source>
        <translation>回家</translation>
    </message>
    <message>
        <source>Drive to work</source>
        <translation>去公司</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>家</translation>
    </message>
    <message>
        <source>Name, address or coordinates</source>
        <translation>名称、地址或坐标</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有结果</translation>
    </message>
    <message>
        <source>Search for a place</source>
        <translation>搜索地点</translation>
    </message>
    <message>
        <source>Search: %1</source>
        <translation>搜索：%1</translation>
    </message>
    <message>
        <source>Try fewer letters, or the name of the town.</source>
        <translation>请减少字母，或输入城镇名称。</translation>
    </message>
    <message>
        <source>Type when parked</source>
        <translation>停车后可输入</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>Your places</source>
        <translation>您的地点</translation>
    </message>
</context>
<context>
    <name>SeekBar</name>
    <message>
        <source>Position %1 of %2</source>
        <translation>位置 %1，共 %2</translation>
    </message>
</context>
<context>
    <name>Segmented</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>SeverityChip</name>
    <message>
        <source>Soon</source>
        <translation>尽快</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>观察</translation>
    </message>
</context>
<context>
    <name>SignalLine</name>
    <message>
        <source>Plot %1</source>
        <translation>绘制 %1</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>out of range</source>
        <translation>超出范围</translation>
    </message>
</context>
<context>
    <name>SkyPage</name>
    <message>
        <source>%1 °C</source>
        <translation>%1 °C</translation>
    </message>
    <message>
        <source>12 V battery weak</source>
        <translation>12 V 蓄电池电量低</translation>
    </message>
    <message>
        <source>2D</source>
        <translation>二维</translation>
    </message>
    <message>
        <source>ABS fault</source>
        <translation>ABS 故障</translation>
    </message>
    <message>
        <source>Airbag fault</source>
        <translation>安全气囊故障</translation>
    </message>
    <message>
        <source>Brake fluid low</source>
        <translation>制动液液位过低</translation>
    </message>
    <message>
        <source>Bus-off</source>
        <translation>总线关闭</translation>
    </message>
    <message>
        <source>CAN bus</source>
        <translation>CAN 总线</translation>
    </message>
    <message>
        <source>Dead</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Defects; trouble codes: %1</source>
        <translation>故障；故障码数：%1</translation>
    </message>
    <message>
        <source>Dry</source>
        <translation>干燥</translation>
    </message>
    <message>
        <source>ESC fault</source>
        <translation>ESC 故障</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>无设备</translation>
    </message>
    <message>
        <source>Engine fault</source>
        <translation>发动机故障</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>Hangs</source>
        <translation>挂起</translation>
    </message>
    <message>
        <source>Ice</source>
        <translation>结冰</translation>
    </message>
    <message>
        <source>Jump</source>
        <translation>跳变</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>Oil level low</source>
        <translation>机油液位低</translation>
    </message>
    <message>
        <source>Outside temperature</source>
        <translation>车外温度</translation>
    </message>
    <message>
        <source>Road</source>
        <translation>路面</translation>
    </message>
    <message>
        <source>Satellites</source>
        <translation>卫星</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>静默</translation>
    </message>
    <message>
        <source>Snow</source>
        <translation>积雪</translation>
    </message>
    <message>
        <source>Wet</source>
        <translation>湿滑</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>gpsd</source>
        <translation>gpsd</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>2D fix</source>
        <translation>二维定位</translation>
    </message>
    <message>
        <source>Bus off</source>
        <translation>总线关闭</translation>
    </message>
    <message>
        <source>Car</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Car silent</source>
        <translation>车辆无数据</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>连接中</translation>
    </message>
    <message>
        <source>GPS</source>
        <translation>GPS</translation>
    </message>
    <message>
        <source>GPS lost</source>
        <translation>GPS 丢失</translation>
    </message>
    <message>
        <source>GPS unsure</source>
        <translation>定位存疑</translation>
    </message>
    <message>
        <source>No GPS</source>
        <translation>无 GPS</translation>
    </message>
    <message>
        <source>No car</source>
        <translation>车辆未连接</translation>
    </message>
    <message>
        <source>No receiver</source>
        <translation>无接收器</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>车外</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>搜星中</translation>
    </message>
    <message>
        <source>Turn signal left</source>
        <translation>左转向灯</translation>
    </message>
    <message>
        <source>Turn signal right</source>
        <translation>右转向灯</translation>
    </message>
</context>
<context>
    <name>StatusCard</name>
    <message>
        <source>Check the car</source>
        <translation>检查车辆</translation>
    </message>
    <message>
        <source>No warnings</source>
        <translation>无警告</translation>
    </message>
    <message>
        <source>This car tells of no faults</source>
        <translation>此车不提供故障信息</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>%1: less</source>
        <translation>%1：减</translation>
    </message>
    <message>
        <source>%1: more</source>
        <translation>%1：加</translation>
    </message>
</context>
<context>
    <name>TechnicianPane</name>
    <message>
        <source>1 h</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 分钟</translation>
    </message>
    <message>
        <source>10 s</source>
        <translation>10 秒</translation>
    </message>
    <message>
        <source>Buses</source>
        <translation>总线</translation>
    </message>
    <message>
        <source>Check the CAN connection. It is tried again by itself.</source>
        <translation>请检查 CAN 连接，系统会自动重试。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>No frame has come yet</source>
        <translation>尚未收到任何帧</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Time shown: %1</source>
        <translation>显示时长：%1</translation>
    </message>
</context>
<context>
    <name>ToneView</name>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>B</source>
        <translation>后</translation>
    </message>
    <message>
        <source>Bass</source>
        <translation>低音</translation>
    </message>
    <message>
        <source>F</source>
        <translation>前</translation>
    </message>
    <message>
        <source>Front and rear</source>
        <translation>前后</translation>
    </message>
    <message>
        <source>L</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Left and right</source>
        <translation>左右</translation>
    </message>
    <message>
        <source>Lively</source>
        <translation>活泼</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>中性</translation>
    </message>
    <message>
        <source>R</source>
        <translation>右</translation>
    </message>
    <message>
        <source>The navigator&apos;s voice</source>
        <translation>导航语音</translation>
    </message>
    <message>
        <source>Treble</source>
        <translation>高音</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>人声</translation>
    </message>
</context>
<context>
    <name>TripBar</name>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Arrival %1</source>
        <translation>预计 %1 到达</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Voice off</source>
        <translation>关闭语音</translation>
    </message>
    <message>
        <source>Voice on</source>
        <translation>打开语音</translation>
    </message>
    <message>
        <source>Whole route</source>
        <translation>全程</translation>
    </message>
</context>
<context>
    <name>TripCard</name>
    <message>
        <source>Engine</source>
        <translation>转速</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>Trip</source>
        <translation>本次行程</translation>
    </message>
</context>
<context>
    <name>ValueText</name>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>VehiclePane</name>
    <message>
        <source>Check the CAN connection. It is tried again by itself.</source>
        <translation>请检查 CAN 连接，系统会自动重试。</translation>
    </message>
    <message>
        <source>Check the car</source>
        <translation>检查车辆</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Dials</source>
        <translation>仪表</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>转速</translation>
    </message>
    <message>
        <source>Frames may arrive, but only a car&apos;s folder says what they mean.</source>
        <translation>可能收到数据，但需指定车型才能解读。</translation>
    </message>
    <message>
        <source>No car is named</source>
        <translation>未指定车型</translation>
    </message>
    <message>
        <source>Nothing is heard from the car</source>
        <translation>未收到车辆数据</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>车速</translation>
    </message>
    <message>
        <source>Tyre front left</source>
        <translation>左前轮胎</translation>
    </message>
    <message>
        <source>Tyre front right</source>
        <translation>右前轮胎</translation>
    </message>
    <message>
        <source>Tyre rear left</source>
        <translation>左后轮胎</translation>
    </message>
    <message>
        <source>Tyre rear right</source>
        <translation>右后轮胎</translation>
    </message>
</context>
<context>
    <name>VolumeControl</name>
    <message>
        <source>%1, volume %2</source>
        <translation>%1，音量 %2</translation>
    </message>
    <message>
        <source>Assistant&apos;s volume</source>
        <translation>助手音量</translation>
    </message>
    <message>
        <source>Call volume</source>
        <translation>通话音量</translation>
    </message>
    <message>
        <source>Emergency volume</source>
        <translation>紧急音量</translation>
    </message>
    <message>
        <source>Message volume</source>
        <translation>消息音量</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Navigator&apos;s volume</source>
        <translation>导航音量</translation>
    </message>
    <message>
        <source>Parking aid volume</source>
        <translation>泊车辅助音量</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>打开声音</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
</context>
<context>
    <name>music</name>
    <message>
        <source>20 Hz to 20 kHz</source>
        <translation>20 Hz 至 20 kHz</translation>
    </message>
    <message>
        <source>Add the address of a podcast, or an OPML file from another player.</source>
        <translation>请添加播客地址，或其他播放器的 OPML 文件。</translation>
    </message>
    <message>
        <source>Add the address of a station, or a list of stations: m3u, pls or OPML.</source>
        <translation>请添加电台地址或电台列表：m3u、pls 或 OPML。</translation>
    </message>
    <message>
        <source>Add your server: https://user:password@address/</source>
        <translation>请添加您的服务器：https://user:password@address/</translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>专辑</translation>
    </message>
    <message>
        <source>Artists</source>
        <translation>歌手</translation>
    </message>
    <message>
        <source>Bluetooth</source>
        <translation>蓝牙</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>双声道</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Genres</source>
        <translation>流派</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>左</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>图书馆</translation>
    </message>
    <message>
        <source>Most played</source>
        <translation>最常播放</translation>
    </message>
    <message>
        <source>Music server</source>
        <translation>音乐服务器</translation>
    </message>
    <message>
        <source>New</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>New episodes</source>
        <translation>新节目</translation>
    </message>
    <message>
        <source>No music server yet</source>
        <translation>还没有音乐服务器</translation>
    </message>
    <message>
        <source>On this device</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Pink noise</source>
        <translation>粉红噪声</translation>
    </message>
    <message>
        <source>Playlist %1</source>
        <translation>播放列表 %1</translation>
    </message>
    <message>
        <source>Playlists</source>
        <translation>播放列表</translation>
    </message>
    <message>
        <source>Podcasts</source>
        <translation>播客</translation>
    </message>
    <message>
        <source>Radio</source>
        <translation>电台</translation>
    </message>
    <message>
        <source>Random albums</source>
        <translation>随机专辑</translation>
    </message>
    <message>
        <source>Random songs</source>
        <translation>随机歌曲</translation>
    </message>
    <message>
        <source>Recently added</source>
        <translation>最近添加</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>右</translation>
    </message>
    <message>
        <source>Songs</source>
        <translation>歌曲</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>已加星标</translation>
    </message>
    <message>
        <source>Test tones</source>
        <translation>测试音</translation>
    </message>
    <message>
        <source>There is no such source</source>
        <translation>没有这个音源</translation>
    </message>
    <message>
        <source>This cannot be shown: see the log</source>
        <translation>无法显示：请查看日志</translation>
    </message>
    <message>
        <source>Unknown artist</source>
        <translation>未知歌手</translation>
    </message>
    <message>
        <source>Various artists</source>
        <translation>群星</translation>
    </message>
    <message>
        <source>What the phone plays</source>
        <translation>手机正在播放</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>no phone with music is connected</source>
        <translation>未连接可播放音乐的手机</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Airport</source>
        <translation>机场</translation>
    </message>
    <message>
        <source>Artwork</source>
        <translation>艺术品</translation>
    </message>
    <message>
        <source>Bakery</source>
        <translation>面包店</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>银行</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>酒吧</translation>
    </message>
    <message>
        <source>Beach</source>
        <translation>海滩</translation>
    </message>
    <message>
        <source>Bicycles</source>
        <translation>自行车店</translation>
    </message>
    <message>
        <source>Books and stationery</source>
        <translation>书店与文具</translation>
    </message>
    <message>
        <source>Border control</source>
        <translation>边检站</translation>
    </message>
    <message>
        <source>Bus station</source>
        <translation>汽车站</translation>
    </message>
    <message>
        <source>Bus stop</source>
        <translation>公交站</translation>
    </message>
    <message>
        <source>Butcher</source>
        <translation>肉店</translation>
    </message>
    <message>
        <source>Cable car</source>
        <translation>缆车</translation>
    </message>
    <message>
        <source>Café</source>
        <translation>咖啡馆</translation>
    </message>
    <message>
        <source>Camp site</source>
        <translation>露营地</translation>
    </message>
    <message>
        <source>Car dealer</source>
        <translation>汽车经销商</translation>
    </message>
    <message>
        <source>Car parts</source>
        <translation>汽车配件</translation>
    </message>
    <message>
        <source>Car rental</source>
        <translation>租车</translation>
    </message>
    <message>
        <source>Car repair</source>
        <translation>汽车维修</translation>
    </message>
    <message>
        <source>Car sharing</source>
        <translation>共享汽车</translation>
    </message>
    <message>
        <source>Car wash</source>
        <translation>洗车</translation>
    </message>
    <message>
        <source>Cash machine</source>
        <translation>自动取款机</translation>
    </message>
    <message>
        <source>Casino</source>
        <translation>赌场</translation>
    </message>
    <message>
        <source>Castle</source>
        <translation>城堡</translation>
    </message>
    <message>
        <source>Cemetery</source>
        <translation>墓地</translation>
    </message>
    <message>
        <source>Charging station</source>
        <translation>充电站</translation>
    </message>
    <message>
        <source>Chemist</source>
        <translation>日用化妆品店</translation>
    </message>
    <message>
        <source>Cinema</source>
        <translation>电影院</translation>
    </message>
    <message>
        <source>City</source>
        <translation>城市</translation>
    </message>
    <message>
        <source>Clothes</source>
        <translation>服装店</translation>
    </message>
    <message>
        <source>Community centre</source>
        <translation>社区中心</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>公司</translation>
    </message>
    <message>
        <source>Convenience store</source>
        <translation>便利店</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家</translation>
    </message>
    <message>
        <source>Courthouse</source>
        <translation>法院</translation>
    </message>
    <message>
        <source>Currency exchange</source>
        <translation>货币兑换</translation>
    </message>
    <message>
        <source>DIY store</source>
        <translation>建材店</translation>
    </message>
    <message>
        <source>Defibrillator</source>
        <translation>除颤器</translation>
    </message>
    <message>
        <source>Dentist</source>
        <translation>牙医</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>医生</translation>
    </message>
    <message>
        <source>Drinking water</source>
        <translation>饮用水</translation>
    </message>
    <message>
        <source>Drinks and wine</source>
        <translation>酒水店</translation>
    </message>
    <message>
        <source>Electronics</source>
        <translation>电子产品</translation>
    </message>
    <message>
        <source>Embassy</source>
        <translation>大使馆</translation>
    </message>
    <message>
        <source>Farm</source>
        <translation>农场</translation>
    </message>
    <message>
        <source>Fast food</source>
        <translation>快餐</translation>
    </message>
    <message>
        <source>Ferry terminal</source>
        <translation>轮渡码头</translation>
    </message>
    <message>
        <source>Fire station</source>
        <translation>消防站</translation>
    </message>
    <message>
        <source>Fuel</source>
        <translation>加油站</translation>
    </message>
    <message>
        <source>Furniture</source>
        <translation>家具店</translation>
    </message>
    <message>
        <source>Garden centre</source>
        <translation>园艺中心</translation>
    </message>
    <message>
        <source>Guest house</source>
        <translation>民宿</translation>
    </message>
    <message>
        <source>Hairdresser</source>
        <translation>理发店</translation>
    </message>
    <message>
        <source>Hamlet</source>
        <translation>小村庄</translation>
    </message>
    <message>
        <source>Heliport</source>
        <translation>直升机场</translation>
    </message>
    <message>
        <source>Hospital</source>
        <translation>医院</translation>
    </message>
    <message>
        <source>Hostel</source>
        <translation>青年旅舍</translation>
    </message>
    <message>
        <source>Hotel</source>
        <translation>酒店</translation>
    </message>
    <message>
        <source>Ice cream</source>
        <translation>冰淇淋店</translation>
    </message>
    <message>
        <source>Island</source>
        <translation>岛屿</translation>
    </message>
    <message>
        <source>Jewellery and watches</source>
        <translation>珠宝钟表</translation>
    </message>
    <message>
        <source>Kindergarten</source>
        <translation>幼儿园</translation>
    </message>
    <message>
        <source>Laundry</source>
        <translation>洗衣店</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>图书馆</translation>
    </message>
    <message>
        <source>Locality</source>
        <translation>地名</translation>
    </message>
    <message>
        <source>Marina</source>
        <translation>游艇码头</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>市场</translation>
    </message>
    <message>
        <source>Monument</source>
        <translation>纪念碑</translation>
    </message>
    <message>
        <source>Motorcycles</source>
        <translation>摩托车店</translation>
    </message>
    <message>
        <source>Motorhome pitch</source>
        <translation>房车营地</translation>
    </message>
    <message>
        <source>Motorhome service point</source>
        <translation>房车服务点</translation>
    </message>
    <message>
        <source>Motorway junction</source>
        <translation>高速枢纽</translation>
    </message>
    <message>
        <source>Mountain hut</source>
        <translation>山间小屋</translation>
    </message>
    <message>
        <source>Museum</source>
        <translation>博物馆</translation>
    </message>
    <message>
        <source>Nature reserve</source>
        <translation>自然保护区</translation>
    </message>
    <message>
        <source>Optician</source>
        <translation>眼镜店</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>公园</translation>
    </message>
    <message>
        <source>Parking</source>
        <translation>停车场</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>山峰</translation>
    </message>
    <message>
        <source>Pet supplies</source>
        <translation>宠物用品</translation>
    </message>
    <message>
        <source>Pharmacy</source>
        <translation>药店</translation>
    </message>
    <message>
        <source>Picnic site</source>
        <translation>野餐地</translation>
    </message>
    <message>
        <source>Place of worship</source>
        <translation>宗教场所</translation>
    </message>
    <message>
        <source>Playground</source>
        <translation>游乐场</translation>
    </message>
    <message>
        <source>Plus code</source>
        <translation>Plus 编码</translation>
    </message>
    <message>
        <source>Police</source>
        <translation>警察局</translation>
    </message>
    <message>
        <source>Post office</source>
        <translation>邮局</translation>
    </message>
    <message>
        <source>Protected area</source>
        <translation>保护区</translation>
    </message>
    <message>
        <source>Pub</source>
        <translation>酒馆</translation>
    </message>
    <message>
        <source>Quarter</source>
        <translation>街区</translation>
    </message>
    <message>
        <source>Railway station</source>
        <translation>火车站</translation>
    </message>
    <message>
        <source>Recycling centre</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Rest area</source>
        <translation>休息区</translation>
    </message>
    <message>
        <source>Restaurant</source>
        <translation>餐厅</translation>
    </message>
    <message>
        <source>School</source>
        <translation>学校</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>商店</translation>
    </message>
    <message>
        <source>Shopping centre</source>
        <translation>购物中心</translation>
    </message>
    <message>
        <source>Sight</source>
        <translation>景点</translation>
    </message>
    <message>
        <source>Sports centre</source>
        <translation>体育中心</translation>
    </message>
    <message>
        <source>Sports ground</source>
        <translation>运动场</translation>
    </message>
    <message>
        <source>Sports shop</source>
        <translation>体育用品店</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>广场</translation>
    </message>
    <message>
        <source>Stadium</source>
        <translation>体育场</translation>
    </message>
    <message>
        <source>State</source>
        <translation>州</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>街道</translation>
    </message>
    <message>
        <source>Suburb</source>
        <translation>城区</translation>
    </message>
    <message>
        <source>Supermarket</source>
        <translation>超市</translation>
    </message>
    <message>
        <source>Swimming</source>
        <translation>游泳</translation>
    </message>
    <message>
        <source>Taxi</source>
        <translation>出租车</translation>
    </message>
    <message>
        <source>Theatre</source>
        <translation>剧院</translation>
    </message>
    <message>
        <source>Theme park</source>
        <translation>主题公园</translation>
    </message>
    <message>
        <source>Therapist</source>
        <translation>理疗师</translation>
    </message>
    <message>
        <source>There is no map yet: add a region to search in.</source>
        <translation>还没有地图：请先添加地区。</translation>
    </message>
    <message>
        <source>Toilets</source>
        <translation>洗手间</translation>
    </message>
    <message>
        <source>Tourist information</source>
        <translation>旅游信息</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>城镇</translation>
    </message>
    <message>
        <source>Town hall</source>
        <translation>市政厅</translation>
    </message>
    <message>
        <source>Toys and gifts</source>
        <translation>玩具礼品</translation>
    </message>
    <message>
        <source>Tram stop</source>
        <translation>电车站</translation>
    </message>
    <message>
        <source>Tyres</source>
        <translation>轮胎</translation>
    </message>
    <message>
        <source>University</source>
        <translation>大学</translation>
    </message>
    <message>
        <source>Vehicle inspection</source>
        <translation>车辆检测</translation>
    </message>
    <message>
        <source>Vet</source>
        <translation>兽医</translation>
    </message>
    <message>
        <source>Viewpoint</source>
        <translation>观景点</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>村庄</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>水域</translation>
    </message>
    <message>
        <source>Waterfall</source>
        <translation>瀑布</translation>
    </message>
    <message>
        <source>Zoo</source>
        <translation>动物园</translation>
    </message>
</context>
</TS>
