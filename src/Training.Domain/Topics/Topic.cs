using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Training.Domain.Persistence;

namespace Training.Domain.Topics;

/// <summary>Vocabularies of the notice: five station topics, eight course topics, and how they map (D10).</summary>
public enum TopicVocabulary
{
    Station,
    Course,
}

public sealed class Topic
{
    public required string Code { get; set; }

    public TopicVocabulary Vocabulary { get; set; }

    public required string Name { get; set; }

    public int Ordinal { get; set; }

    /// <summary>Nearest topic of the other vocabulary, if there is one.</summary>
    public string? MapsTo { get; set; }
}

public static class TopicsTables
{
    public static DbSet<Topic> Topics(this TrainingDbContext db) => db.Set<Topic>();
}

internal sealed class TopicMapping : IEntityTypeConfiguration<Topic>
{
    public void Configure(EntityTypeBuilder<Topic> builder)
    {
        builder.ToTable("Topic");
        builder.HasKey(t => t.Code);
        builder.Property(t => t.Code).HasMaxLength(40);
        builder.Property(t => t.Name).HasMaxLength(40);
        builder.Property(t => t.MapsTo).HasMaxLength(40);
    }
}
