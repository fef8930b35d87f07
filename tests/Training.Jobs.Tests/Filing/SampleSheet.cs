using Training.Domain.Filing.Documents;
using Training.Domain.Papers;

namespace Training.Jobs.Tests.Filing;

/// <summary>A county's sheet that never changes, laid out as the product lays out a filed one.</summary>
internal static class SampleSheet
{
    public const string Code = "7K3MQ2XA";

    private static readonly (string Section, (string Content, string Requirement, string Figure, string Evidence)[] Lines)[] Sections =
    [
        ("现场教学",
        [
            ("培训站点设立", "社区（村）站点不少于 15 个", "17 个", "备案表 17 份"), ("授课次数", "每个站点每月不少于 2 次", "103 次，49 站月中 45 站月达标（91.8%）", "花名册 103 份"),
            ("授课时长", "每次不少于 1 小时", "7639 分钟，99 次满 1 小时", "起止记录 103 份"), ("培训人数", "每次不少于 30 人", "3684 人次，99 次满 30 人", "花名册 103 份"),
            ("专业人才", "不少于 7 人", "8 人", "公示名单"), ("社工人才", "不少于 7 人", "7 人", "公示名单"),
            ("授课内容", "包括但不限于生活照护、基础照护、康复护理、养生保健、紧急救援等", "五类全部开设，共 103 次", "教案 103 份"),
        ]),
        ("入户送学",
        [
            ("入户数量", "每个社区（村）站点不少于 10 户", "176 户，17 站均满 10 户", "户档 176 份"), ("对象选取", "行动不便老年人、残疾人", "100%（209/209 人）", "摸排表 209 份"),
            ("针对性方案", "每人一档", "209 人 209 档", "方案 209 份"), ("满意度", "不低于 80%", "92.5%（175/189），评价率 94.5%", "回访记录 189 份"),
        ]),
        ("社工帮学",
        [
            ("社工数量", "每个社区（村）不少于 1 个社工", "17 站均有", "聘书 17 份"), ("六助服务次数", "每月不少于 2 次", "104 次，49 站月均满 2 次", "服务记录 104 份"),
            ("服务户数", "每次不少于 10 户", "1210 户次，104 次均满 10 户", "服务记录 104 份"),
        ]),
        ("智慧助学",
        [
            ("平台管理", "纳入平台管理 100%", "100%（287/287 条）", "完整性检查"), ("开设专项模块", "开设", "已开设，自检 3 次", "自检记录 3 条"),
            ("开放端口", "居民可登录", "73 人登录", "登录统计"), ("音视频课程", "不少于 4 个", "11 个", "课程目录"),
        ]),
    ];

    /// <param name="remark">备注 at the second line. The names of villages in it are outside the older official face.</param>
    public static Paper Paper(string remark = "王称堌、白堽七月检修，已补课。") => new()
    {
        Name = "标准表", Margins = new(12, 15, 10, 18),
        Code = new($"标准表 {SheetCode.Spaced(Code)}", SheetCode.Carried(Code, 1, null), SheetCode.Carried(Code, 2, null), SheetCode.Carried(Code, 3, null)),
        Blocks =
        [
            new PaperText(PaperStyle.Title, "濮阳市养老服务技能进街道进社区进家庭标准"),
            new PaperText(PaperStyle.Line, "县区：华龙区"),
            new PaperTable
            {
                Widths = [6, 4, 15, 21, 29, 16, 9], Head = ["项目名称", "序号", "项目内容", "具体要求", "实施情况", "佐证材料", "备注"],
                Rows =
                [
                    .. Sections.SelectMany(s => s.Lines.Select((line, i) => new PaperRow
                    {
                        MinHeight = 7,
                        Cells =
                        [
                            new(i == 0 ? s.Section : "") { Vertical = true, Merge = i == 0 ? CellMerge.Starts : CellMerge.Continues }, new($"{i + 1}"), new(line.Content),
                            new(line.Requirement) { Centred = false }, new(line.Figure) { Centred = false }, new(line.Evidence), new(line.Content == "授课次数" ? remark : "") { Centred = false },
                        ],
                    })),
                    new() { MinHeight = 18, Cells = [new("承接主体负责人：（签字）孙海峰 2026年10月8日") { Centred = false, Span = 4 }, new("单位：（盖章）") { Centred = false, Span = 3 }] },
                    new() { MinHeight = 18, Cells = [new("县区审核意见：情况属实，同意上报。　张静怡 2026年10月10日") { Centred = false, Span = 4 }, new("县（区）：（盖章）") { Centred = false, Span = 3 }] },
                ],
            },
            new PaperText(PaperStyle.Line, "佐证材料可另附"),
        ],
    };
}
