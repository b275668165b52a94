"""A second sound table, of another sector than SOUND: what rules over many tables set beside it."""

from projects.rules.examples import changed
from projects.tables import Indicator, ProjectTable

OTHER = ProjectTable(
    code="13029925P0047",
    name="社区食堂运营补贴",
    purpose="按就餐人次补贴12个社区食堂，每人次3元。",
    goals=changed(goals=["全年为60岁以上老人供餐15万人次，新开2个社区食堂。"]).goals,
    indicators=(
        Indicator("产出指标", "数量指标", "补贴就餐人次", "刷卡就餐的人次", "≥15万人次", "2024年刷卡记录"),
        Indicator("产出指标", "质量指标", "食品抽检合格率", "合格批次÷抽检批次×100%", "=100%", "抽检计划"),
        Indicator("产出指标", "时效指标", "补贴拨付时间", "每季度拨付的日期", "次季度首月15日前", "补贴办法"),
        Indicator(
            "效益指标", "社会效益指标", "助餐覆盖社区比例", "有食堂的社区÷社区总数", "≥80%", "民政台账"
        ),
        Indicator(
            "满意度指标", "服务对象满意度指标", "就餐老人满意度", "问卷满意份数÷有效份数", "≥90%", "问卷"
        ),
    ),
)
