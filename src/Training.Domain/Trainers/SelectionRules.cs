namespace Training.Domain.Trainers;

/// <param name="Sessions">Sessions on the topic in the county, held or planned, over the months of the terms.</param>
/// <param name="Members">Members of the pool who serve the county and teach the topic.</param>
public sealed record TopicNeed(string Code, string Name, int Sessions, int Members)
{
    /// <summary>Sessions that each would have if one more could teach it: what somebody who joins takes off the others.</summary>
    public double PerHead => Sessions / (Members + 1.0);
}

/// <param name="Words">Which of the county's items: 专业人才.</param>
/// <param name="Needed">By the standard in force.</param>
public sealed record KindNeed(string Words, int Have, int Needed, bool IsProfessional)
{
    public int Missing => Math.Max(0, Needed - Have);
}

/// <param name="Points">How many of the points come from it.</param>
public sealed record RankReason(string Words, int Points);

public sealed record CandidateRank(Guid Key, int Points, IReadOnlyList<RankReason> Reasons);

/// <summary>
/// 择优选取, laid open: a hundred points are shared among the topics by the sessions that each teacher of the topic would have, a candidate
/// gets those of his or her topics; up to a hundred more come from what the county lacks of the candidate's kind. It proposes an order and
/// decides nothing.
/// </summary>
public static class SelectionRules
{
    public static CandidateRank Of(Guid key, TalentKind kind, IReadOnlySet<string> topics, IReadOnlyList<TopicNeed> needs, IReadOnlyList<KindNeed> kinds)
    {
        var reasons = new List<RankReason>();
        var whole = needs.Sum(n => n.PerHead);
        foreach (var need in needs.Where(n => topics.Contains(n.Code)))
        {
            var points = whole <= 0 ? 0 : (int)Math.Round(100 * need.PerHead / whole);
            var who = need.Members == 0 ? "还没有人能教" : $"有 {need.Members} 人能教";
            reasons.Add(new RankReason($"{need.Name}：{need.Sessions} 次课，{who}", points));
        }

        foreach (var need in kinds.Where(k => k.Missing > 0 && k.IsProfessional == Trainer.IsProfessional(kind) && (k.IsProfessional || kind == TalentKind.SocialWorker)))
        {
            reasons.Add(new RankReason($"{need.Words}有 {need.Have} 人，差 {need.Missing} 人", 100 * need.Missing / need.Needed));
        }

        reasons.Sort((a, b) => b.Points.CompareTo(a.Points));
        return new CandidateRank(key, reasons.Sum(r => r.Points), reasons);
    }
}
