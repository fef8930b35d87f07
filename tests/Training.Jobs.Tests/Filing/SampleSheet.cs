using Training.Domain.Filing;
using Training.Domain.Filing.Documents;
using Training.Domain.Papers;
using Training.Domain.Standards;

namespace Training.Jobs.Tests.Filing;

/// <summary>A county's sheet that never changes, laid out as the product lays out a filed one.</summary>
internal static class SampleSheet
{
    public const string Code = "7K3MQ2XA";

    private static readonly (string Section, (string Figure, string Evidence)[] Lines)[] Sections =
    [
        ("现场教学",
        [
            ("17 个", "备案表 17 份"), ("103 次，49 站月中 45 站月达标（91.8%）", "花名册 103 份"),
            ("7639 分钟，99 次满 1 小时", "起止记录 103 份"), ("3684 人次，99 次满 30 人", "花名册 103 份"),
            ("8 人", "公示名单"), ("7 人", "公示名单"),
            ("五类全部开设，共 103 次", "教案 103 份"),
        ]),
        ("入户送学",
        [
            ("176 户，17 站均满 10 户", "户档 176 份"), ("100%（209/209 人）", "摸排表 209 份"),
            ("209 人 209 档", "方案 209 份"), ("92.5%（175/189），评价率 94.5%", "回访记录 189 份"),
        ]),
        ("社工帮学",
        [
            ("17 站均有", "聘书 17 份"), ("104 次，49 站月均满 2 次", "服务记录 104 份"),
            ("1210 户次，104 次均满 10 户", "服务记录 104 份"),
        ]),
        ("智慧助学",
        [
            ("100%（287/287 条）", "完整性检查"), ("已开设，自检 3 次", "自检记录 3 条"),
            ("73 人登录", "登录统计"), ("11 个", "课程目录"),
        ]),
    ];

    /// <summary>实施情况 and 佐证材料 of every line.</summary>
    public static IEnumerable<string> Figures => Sections.SelectMany(s => s.Lines).SelectMany(l => (string[])[l.Figure, l.Evidence]);

    /// <param name="remark">备注 at the second line. The names of villages in it are outside the older official face.</param>
    public static Paper Paper(string remark = "王称堌、白堽七月检修，已补课。") => SheetPaper.Of(Sheet(), new()
    {
        Remarks = new[] { remark }.ToLookup(_ => "J2"),
        Signed = ["孙海峰 2026年10月8日", "情况属实，同意上报。　张静怡 2026年10月10日"],
        Code = new($"标准表 {SheetCode.Spaced(Code)}", SheetCode.Carried(Code, 1, null), SheetCode.Carried(Code, 2, null), SheetCode.Carried(Code, 3, null)),
    });

    private static StandardSheet Sheet()
    {
        var standard = StandardReader.Read(StandardReader.ShippedJson()).Value!;
        Assert.True(SheetPeriod.TryParse("2026-Q3", out var period));
        var figure = new CountyFigure { CountyCode = 410902000000, Total = MetricTally.Nothing(410902000000, 0, period.First), Verdict = Verdict.Of(1, 1) };
        return new()
        {
            Standard = new(1, standard), CountyCode = figure.CountyCode, CountyName = "华龙区", Period = period, CutOff = new(2026, 9, 30), ComputedUtc = default, Duties = [],
            Sections =
            [
                .. standard.Sections.Zip(Sections, (section, said) => new SheetSection(section.Name, [.. section.Items.Zip(said.Lines, (item, line) => new SheetLine
                {
                    Item = item, Measure = item.Measure, Figure = figure, IsMet = true, Text = new("", line.Figure, ""), Evidence = line.Evidence,
                })])),
            ],
        };
    }
}
