using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.People;
using Training.Domain.Persistence;

namespace Training.Domain.Courses.Questions;

/// <summary>
/// 培训咨询通道 (濮民〔2023〕63号 二(四)): what a resident asks under a lesson. Nobody but the asker, the trainer and the county reads it before it is
/// answered, and nobody but they after it was hidden.
/// </summary>
public sealed class LessonQuestion : IRegionScoped, IVersioned
{
    public const int TextMaxLength = 300;

    public const int ReasonMaxLength = 200;

    public long Id { get; set; }

    /// <summary>Made by the asker's page, so that what is sent twice is asked once.</summary>
    public Guid Key { get; set; }

    public long LessonId { get; set; }

    public long CourseId { get; set; }

    /// <summary>County of the course.</summary>
    public long RegionCode { get; set; }

    public long PersonId { get; set; }

    public required string Text { get; set; }

    public DateTime AskedUtc { get; set; }

    /// <summary>When the first answer came; the time to answer is counted to it.</summary>
    public DateTime? AnsweredUtc { get; set; }

    /// <summary>When the trainer gave it to the county.</summary>
    public DateTime? HandedOverUtc { get; set; }

    public string? HandedOverBecause { get; set; }

    public DateTime? HiddenUtc { get; set; }

    public string? HiddenBecause { get; set; }

    /// <summary>When the asker saw the latest answer.</summary>
    public DateTime? SeenUtc { get; set; }

    public long Version { get; set; }

    public string AuditStream() => $"lesson-question/{Key}";
}

public sealed class LessonAnswer
{
    public const int TextMaxLength = 800;

    public long Id { get; set; }

    public Guid Key { get; set; }

    public long QuestionId { get; set; }

    public required string Text { get; set; }

    public DateTime AnsweredUtc { get; set; }

    public long? AnsweredBy { get; set; }

    /// <summary>The county answered, not the trainer of the course.</summary>
    public bool FromCounty { get; set; }
}

public static class QuestionTables
{
    public static DbSet<LessonQuestion> LessonQuestions(this TrainingDbContext db) => db.Set<LessonQuestion>();

    public static DbSet<LessonAnswer> LessonAnswers(this TrainingDbContext db) => db.Set<LessonAnswer>();
}

internal sealed class LessonQuestionMapping : IEntityTypeConfiguration<LessonQuestion>
{
    public void Configure(EntityTypeBuilder<LessonQuestion> builder)
    {
        builder.ToTable("LessonQuestion");
        builder.Property(q => q.Text).HasMaxLength(LessonQuestion.TextMaxLength);
        builder.Property(q => q.HandedOverBecause).HasMaxLength(LessonQuestion.ReasonMaxLength);
        builder.Property(q => q.HiddenBecause).HasMaxLength(LessonQuestion.ReasonMaxLength);
        builder.HasOne<Lesson>().WithMany().HasForeignKey(q => q.LessonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Course>().WithMany().HasForeignKey(q => q.CourseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(q => q.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(q => q.Key).IsUnique().HasDatabaseName("UX_LessonQuestion_Key");
        builder.HasIndex(q => q.LessonId).HasDatabaseName("IX_LessonQuestion_Lesson");
        builder.HasIndex(q => q.CourseId).HasDatabaseName("IX_LessonQuestion_Course");
        builder.HasIndex(q => new { q.PersonId, q.AskedUtc }).HasDatabaseName("IX_LessonQuestion_Person");
    }
}

internal sealed class LessonAnswerMapping : IEntityTypeConfiguration<LessonAnswer>
{
    public void Configure(EntityTypeBuilder<LessonAnswer> builder)
    {
        builder.ToTable("LessonAnswer");
        builder.Property(a => a.Text).HasMaxLength(LessonAnswer.TextMaxLength);
        builder.HasOne<LessonQuestion>().WithMany().HasForeignKey(a => a.QuestionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(a => a.Key).IsUnique().HasDatabaseName("UX_LessonAnswer_Key");
    }
}
