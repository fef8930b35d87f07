using Training.Domain.Papers;
using Training.Domain.Shared;

namespace Training.Domain.Commendations;

/// <summary>通报表扬名单 as paper, once the notice has ended; names in full, since it is the decision itself.</summary>
public static class CommendationPaper
{
    public static Paper Of(CommendationView view)
    {
        var praised = view.Candidates.Where(c => c.Candidate.State == CandidateState.Praised).ToList();
        return new()
        {
            Name = Title(view),
            Blocks =
            [
                new PaperText(PaperStyle.Title, Title(view)),
                new PaperText(PaperStyle.Paragraph, Opening(view, praised.Count)),
                new PaperTable
                {
                    Widths = [8, 18, 14, 24, 36],
                    Head = ["序号", "类别", "县区", "名称、姓名和单位", "事迹"],
                    Rows =
                    [
                        .. praised.Select((c, i) => new PaperRow
                        {
                            Cells =
                            [
                                new($"{i + 1}"), new(CommendationWords.Of(c.Line.Kind)), new(c.County), new(c.Name.Unit is null ? c.Name.Name : $"{c.Name.Name}（{c.Name.Unit}）") { Centred = false },
                                new(CommendationWords.Deed(c.Line)) { Centred = false },
                            ],
                        }),
                    ],
                },
                new PaperText(PaperStyle.Small, Source(view)),
                new PaperText(PaperStyle.Right, $"{view.City}民政局"),
                new PaperText(PaperStyle.Right, view.List.ConfirmedUtc is { } at ? Day(at) : ""),
            ],
        };
    }

    public static string Title(CommendationView view) => $"{view.City}养老服务技能进街道进社区进家庭{view.Label}通报表扬名单";

    public static string Opening(CommendationView view, int praised) =>
        $"按照濮民〔2023〕63号“对活动中涌现的优秀集体、单位和个人要进行通报表扬”的要求，{view.Label}按平台记录计算、经公示无异议或者异议不成立的 {praised} 个集体、单位和个人，予以通报表扬，并作为推荐“敬老文明号”等的重要参考。";

    public static string Source(CommendationView view) => $"数字来自平台记录，计算办法第 {view.List.Rule} 版，计算结果 SHA-256：{view.List.Sha256}";

    public static string FileName(CommendationView view) => $"通报表扬名单-{view.List.Period}.docx";

    private static string Day(DateTime utc) => ShanghaiTime.DateOf(utc) is var day ? $"{day.Year}年{day.Month}月{day.Day}日" : "";
}
