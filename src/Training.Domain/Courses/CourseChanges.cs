namespace Training.Domain.Courses;

/// <summary>What of a course differs between two of its versions, in sentences for trainer and county. Pure; empty: families would see no difference.</summary>
public static class CourseChanges
{
    public static IReadOnlyList<string> Between(CourseContent before, CourseContent after)
    {
        List<string> said = [];
        if (before.Title != after.Title)
        {
            said.Add($"名字从“{before.Title}”改成“{after.Title}”");
        }

        AddIf(before.TopicCode != after.TopicCode, "换了类别");
        AddIf(before.Summary != after.Summary, "改了简介");
        AddIf(before.Difficulty != after.Difficulty, $"适合谁从“{CourseWords.Of(before.Difficulty)}”改成“{CourseWords.Of(after.Difficulty)}”");
        AddIf(before.Tags != after.Tags, "改了标签");
        AddIf(before.CoverKey != after.CoverKey, "换了封面");
        said.AddRange(after.Lessons.Where(now => before.Lessons.All(then => then.Key != now.Key)).Select(now => $"加了“{now.Title}”"));
        said.AddRange(before.Lessons.Where(then => after.Lessons.All(now => now.Key != then.Key)).Select(then => $"去掉了“{then.Title}”"));
        var kept = after.Lessons.Where(now => before.Lessons.Any(then => then.Key == now.Key)).ToList();
        AddIf(!kept.Select(l => l.Key).SequenceEqual(before.Lessons.Select(l => l.Key).Where(key => kept.Any(l => l.Key == key))), "换了各课的先后");
        foreach (var now in kept)
        {
            said.AddRange(Between(before.Lessons.Single(then => then.Key == now.Key), now));
        }

        return said;

        void AddIf(bool differs, string words)
        {
            if (differs)
            {
                said.Add(words);
            }
        }
    }

    private static IEnumerable<string> Between(VersionLesson then, VersionLesson now)
    {
        if (then.Title != now.Title)
        {
            yield return $"“{then.Title}”改名叫“{now.Title}”";
        }

        List<string> parts = [];
        AddIf(!then.Content.Chapters.SequenceEqual(now.Content.Chapters), "分步");
        AddIf(!then.Content.Captions.SequenceEqual(now.Content.Captions), "字幕");
        AddIf(!then.Content.Handouts.SequenceEqual(now.Content.Handouts), "讲义");
        AddIf(!then.Content.Tracks.SequenceEqual(now.Content.Tracks), "另外的声音");
        if (parts.Count > 0)
        {
            yield return $"“{now.Title}”改了{string.Join('、', parts)}";
        }

        void AddIf(bool differs, string words)
        {
            if (differs)
            {
                parts.Add(words);
            }
        }
    }
}
