using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;

namespace Training.Domain.Topics;

/// <summary>Brings the notice's two vocabularies (附件 J7; 正文 eight course topics) into an empty table; an edited table is left as it is.</summary>
public sealed class TopicCatalogue(TrainingDbContext db)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public async Task EnsureAsync(CancellationToken ct = default)
    {
        if (await db.Topics().AnyAsync(ct))
        {
            return;
        }

        await using var stream = typeof(TopicCatalogue).Assembly.GetManifestResourceStream("Training.Domain.Topics.Definitions.topics.json")!;
        db.Topics().AddRange((await JsonSerializer.DeserializeAsync<List<Topic>>(stream, Json, ct))!);
        await db.SaveChangesAsync(ct);
    }
}
