namespace Training.Domain.Courses;

/// <summary>A recording that the encoding leads from its upload to a folder that plays: a lesson, or another sound of one.</summary>
public interface IEncodedRecord
{
    long Id { get; }

    LessonStatus Status { get; set; }

    /// <summary>One plain Chinese sentence.</summary>
    string? Refusal { get; set; }
}

/// <summary>The one way in which such a record changes its state; aloud where it may not.</summary>
internal static class EncodedRecords
{
    private const int SentenceMaxLength = 500;

    public static void Move(this IEncodedRecord record, LessonStatus to)
    {
        if (!CourseRules.MayMove(record.Status, to))
        {
            throw new InvalidOperationException($"{record.GetType().Name} {record.Id} is {record.Status} and cannot become {to}.");
        }

        record.Status = to;
    }

    public static void Begin(this IEncodedRecord record)
    {
        record.Move(LessonStatus.Probing);
        record.Refusal = null;
    }

    /// <summary>Refused or failed, with its sentence. False where the work has ended otherwise meanwhile.</summary>
    public static bool TryEnd(this IEncodedRecord record, LessonStatus status, string sentence)
    {
        if (!CourseRules.MayMove(record.Status, status))
        {
            return false;
        }

        (record.Status, record.Refusal) = (status, sentence.Length <= SentenceMaxLength ? sentence : sentence[..SentenceMaxLength]);
        return true;
    }
}
