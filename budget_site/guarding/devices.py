"""What a browser says of itself, in words that its owner knows it by. Pure; a browser may say anything."""

UNKNOWN = "不认识的设备"
# The first that is found counts: most browsers also name those they descend from.
_BROWSERS = (
    ("wxwork", "企业微信"),
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("QaxBrowser", "奇安信浏览器"),
    ("360SE", "360 浏览器"),
    ("360EE", "360 浏览器"),
    ("QIHU", "360 浏览器"),
    ("MetaSr", "搜狗浏览器"),
    ("QQBrowser", "QQ 浏览器"),
    ("UCBrowser", "UC 浏览器"),
    ("HuaweiBrowser", "华为浏览器"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("Trident", "IE"),
    ("MSIE", "IE"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_MACHINES = (
    ("HarmonyOS", "鸿蒙设备"),
    ("OpenHarmony", "鸿蒙设备"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "安卓设备"),
    ("Kylin", "麒麟电脑"),
    ("UOS", "统信电脑"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "Mac 电脑"),
    ("Linux", "Linux 电脑"),
)


def device(agent: str) -> str:
    """`Windows 电脑上的 Edge`; as much of it as the User-Agent tells."""
    machine = next((words for mark, words in _MACHINES if mark in agent), "")
    browser = next((words for mark, words in _BROWSERS if mark in agent), "")
    if machine and browser:
        return f"{machine}上的 {browser}" if browser.isascii() else f"{machine}上的{browser}"
    return machine or browser or UNKNOWN
