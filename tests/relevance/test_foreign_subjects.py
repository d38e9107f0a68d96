"""No question about something that no article is on is called sure, however it is asked."""

from __future__ import annotations

import pytest

from tests.conftest import RealBuild

# None of them is the subject of an article, of a section or of a question given to one; several
# stand somewhere in a text: 贷款, 保险, 快递, 头像.
_SUBJECTS = (
    "贷款 基金 股票 保险 理财 头像 昵称 好友 公积金 社保 医保 公交卡 地铁 停车费 加油 外卖 "
    "打车 机票 酒店 彩票 黄金 外汇 比特币 花呗 白条 房贷 车贷 学费 直播 宽带 快递 彩铃 星座 "
    "天气 菜谱 股东 招聘 加盟 分红 信用分 养老金 步数 保单 违章 护照 签证 挂号 体检"
)
FOREIGN = _SUBJECTS.split()
FRAMES = (
    "怎么{}", "怎么申请{}", "怎么开通{}", "{}怎么用", "{}怎么办理", "{}能换什么", "{}有什么用",
    "{}在哪里", "{}要多久",
)  # fmt: skip
OURS = (
    "怎么提现", "怎么充值", "怎么开发票", "怎么注销账户", "怎么导出流水", "怎么改密码",
    "怎么绑银行卡", "退款多久", "提现要多久", "客服电话", "解绑银行卡", "怎么转人工", "刷脸怎么关",
)  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES)
def test_a_foreign_subject_is_never_called_sure(frame: str, real_build: RealBuild) -> None:
    search = real_build.search.search
    results = {text: search(text, limit=1) for text in map(frame.format, FOREIGN)}

    sure = [
        text
        for text, result in results.items()
        if result.confident or (result.answer is not None and result.answer.level == "sure")
    ]
    assert not sure


@pytest.mark.parametrize("text", OURS)
def test_a_good_short_question_is_called_sure(text: str, real_build: RealBuild) -> None:
    assert real_build.search.search(text, limit=1).confident
