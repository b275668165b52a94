"""The words by which the sentences of a disclosure are read; half-width, as HALF_WIDTH makes them."""

import re

NAMES_OF = {
    "vehicles": "公务用车购置费?[及和]运行(?:维护)?费?",
    "purchase": "公务用车购置费?|购置费(?!用)",
    "upkeep": "公务用车运行(?:维护)?费用?|运行维护费",
    "reception": "(?:公务)?接待费用?",
    "abroad": r"(?:因公)?出国(?:\(境\))?(?:费用|经费|费)?",
    "three": '[“‘"]?三公[”’"]?经费(?:支出)?(?:预算)?(?:合计|总额)?',
    "capital_income": "国有资本经营(?:预算)?收入",
    "capital_spending": "国有资本经营(?:预算)?支出",
    "transfers": "(?:对(?:下级?|乡镇街道|乡镇|街道|镇|乡)的?)?转移支付",
    "capital": "国有资本经营预算",
    "procurement": "政府采购(?:预算)?(?!法|目录|限额|货物|服务|工程|促进)|(?<!政府)采购预算(?!金额)",
}
# Parts and kinds of something else, which its own sums do not speak of.
PARTIAL = (
    "(?:国有资本经营预算|政府性基金预算|一般公共预算|上级|中央|省级?|市级?|专项|一般性)(?:专项)?转移支付"
    "|(?:新增|再融资|置换|隐性|提前下达的?)(?:地方)?(?:政府)?(?:一般|专项)?(?:债务|债券)(?:限额|余额)?"
    '|[“‘"]?三公[”’"]?经费(?:管理|制度|公开|等)'
)
_EVENTS = {
    "reason": "主要原因|原因(?:是|为|:)|主要是|由于|因(?![公此])",
    "partial": PARTIAL,
    **NAMES_OF,
    "limit": "限额(?!标准)",
    "balance": "余额",
    "general": "一般债[务券]",
    "special": "专项债[务券]",
    "whole": "(?:地方)?(?:政府)?债务",
    "from_general": "一般公共预算",
    "from_fund": "政府性基金(?:预算)?",
    "repaid": "还本付息|本息",
    "principal": "本金|还本",
    "interest": "利息|付息",
    "sort": r"(?:货物|工程|服务)(?=(?:类|采购)?(?:预算)?(?:为|是|:)?\s*[0-9])",
    "works": "工程",
    "wares": "货物|服务",
    "tender": "公开招标",
    "spending": "支出",
    "compare": "[比较与和同](?:上年|去年|上一年)(?:度)?(?:预算数?|同期)?(?:相比|相较)?|同比",
    "last": "上年|去年|上一年",
    "level": "持平",
    "more": "(?<![不未无没零只])(?:增加|增长|上升|提高)(?!到|至|为)(?:了|率为?|幅度为?)?|增幅为?",
    "less": "(?<![不未无没])(?:减少|下降|降低|压减)(?!到|至|为)(?:了|率为?|幅度为?)?|降幅为?",
    "none": "(?:均|暂|也)?(?:未(?:再|予)?安排|没有安排|不(?:再)?安排|未编制|没有|(?<![毫全])无)",
    "both": "本年|当年|今年|均",
    "done": "决算|执行数|完成数|人均",
    "aside": "用于|标准|[中内里](?!央)|方面",
    "open": r"\(",
    "close": r"\)",
    "comma": "[,、](?![0-9]{3}(?![0-9]))",
    "stop": "[。;\n]",
}
EVENT = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _EVENTS.items()))
SORTS = {"货物": "goods", "工程": "works", "服务": "services"}
AND_MORE = re.compile(r"\s*(?:\(含\))?\s*以上")  # behind a sum that is a threshold
NOT_NONE = re.compile("的(?!专项)|[增减变]|超|违|逾期|风险")  # behind 没有公务接待费: 没有公务接待费增减变化
