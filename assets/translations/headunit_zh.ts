<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh" sourcelanguage="en">
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
    <name>Dock</name>
    <message>
        <source>Day colours</source>
        <translation>日间模式</translation>
    </message>
    <message>
        <source>Night colours</source>
        <translation>夜间模式</translation>
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
    <name>Main</name>
    <message>
        <source>Head unit</source>
        <translation>车载主机</translation>
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
        <source>It will not open in a crash. Have it checked.</source>
        <translation>碰撞时不会展开，请检修。</translation>
    </message>
    <message>
        <source>Low beam</source>
        <translation>近光灯</translation>
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
        <source>Release it before you drive on.</source>
        <translation>继续行驶前请释放。</translation>
    </message>
    <message>
        <source>Seat belt open</source>
        <translation>安全带未系</translation>
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
    <name>Pane</name>
    <message>
        <source>Gallery</source>
        <translation>组件库</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>主页</translation>
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
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>夜间</translation>
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
        <source>left</source>
        <translation>左侧</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右侧</translation>
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
    <name>Segmented</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
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
</TS>
