using Training.Domain.Standards;

namespace Training.Domain.Filing;

/// <summary>Words for one record behind a figure: what it brings and what it misses.</summary>
public static class RowWords
{
    public static string Value(ItemReading reading, MetricRow row, SessionLimits? session) => (reading.Measure.Aggregator, row.Kind) switch
    {
        (_, RecordKind.Session) when session is not null => $"{session.Minutes} 分钟，{session.People} 人",
        (_, RecordKind.Question) => row.Numerator > 0 ? "答了" : "还没有答",
        (Aggregator.Minimum, _) => $"{row.Numerator} {reading.Measure.Unit}",
        (Aggregator.Ratio, _) => Share(reading.Measure.Metric, row),
        (Aggregator.YesNo, _) => row.Numerator > 0 ? "打得开" : "打不开",
        (_, RecordKind.HouseholdFile) => $"送学 {row.Numerator} 次",
        (_, RecordKind.Person) => $"登录 {row.Numerator} 次",
        (_, RecordKind.Course) => $"{row.Numerator} 课",
        (Aggregator.Coverage, _) => row.Numerator > 0 ? "教案已存" : "教案未存",
        _ => "",
    };

    /// <summary>Null when the row misses nothing.</summary>
    public static string? Short(ItemReading reading, MetricWindow window, MetricRow row, SessionLimits? session)
    {
        switch (reading.Measure.Aggregator)
        {
            case Aggregator.Qualifying when row.Numerator == 0 && session is not null:
                var missed = new List<string>();
                if (session.Tutoring)
                {
                    missed.Add("一对一辅导");
                }

                if (session.Minutes < window.Minutes)
                {
                    missed.Add($"差 {window.Minutes - session.Minutes} 分钟");
                }

                if (session.People < window.People && !session.Tutoring)
                {
                    missed.Add($"差 {window.People - session.People} 人");
                }

                return string.Join("，", missed);
            case Aggregator.Minimum when row.Numerator < reading.Measure.Threshold:
                return $"差 {SheetWords.Plain(reading.Measure.Threshold - row.Numerator)} {reading.Measure.Unit}";
            case Aggregator.Ratio or Aggregator.YesNo when row.Numerator == 0:
                return row.Kind switch
                {
                    RecordKind.PersonFile => "没有",
                    RecordKind.Declaration => "平台上没有",
                    RecordKind.HomeVisit when reading.Measure.Metric is AtHomeMetrics.Answers or AtHomeMetrics.AnswersOfAll => "不满意",
                    RecordKind.SelfCheck => "打不开",
                    RecordKind.Question => "还没有答",
                    RecordKind.Session when reading.Measure.Metric == OnSiteMetrics.PublishedAhead => "没有提前一天发布",
                    RecordKind.Session when reading.Measure.Metric == OnSiteMetrics.FromPool => "课卡上没有在库人员",
                    _ => "记录不完整",
                };
            default:
                return null;
        }
    }

    public static string Excluded(Exclusion exclusion) => exclusion switch
    {
        Exclusion.Suspended => "暂停，不计",
        Exclusion.Tutoring => "一对一辅导，不计",
        Exclusion.NotAnswered => "没有评价，不计",
        _ => throw new InvalidOperationException($"{exclusion} is counted."),
    };

    private static string Share(string metric, MetricRow row) => (metric, row.Kind, row.Numerator > 0) switch
    {
        (AtHomeMetrics.Answers or AtHomeMetrics.AnswersOfAll, _, var satisfied) => satisfied ? "满意或基本满意" : "不满意",
        (OnSiteMetrics.PublishedAhead, _, var ahead) => ahead ? "提前发布了" : "没有提前",
        (OnSiteMetrics.FromPool, _, var pool) => pool ? "由在库人员讲" : "没有在库人员",
        (_, RecordKind.PersonFile or RecordKind.HouseholdFile, var there) => there ? "有" : "无",
        (_, _, var complete) => complete ? "完整" : "不完整",
    };
}
