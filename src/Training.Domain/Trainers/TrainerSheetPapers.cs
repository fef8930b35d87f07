using Microsoft.EntityFrameworkCore;
using Training.Domain.Audit;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Domain.Sheets;

namespace Training.Domain.Trainers;

/// <summary>
/// The certificate of a row of the trainers' sheet: one a row, another in a row of its own. A paper that is on file under its number and day is
/// recognised; one that says something else of the same number is refused, since a printed paper does not change.
/// </summary>
internal sealed class TrainerSheetPapers(TrainingDbContext db, AddCertificate add)
{
    private const string Prefix = "certificate.";
    private const string Name = Prefix + nameof(AddCertificateInput.Name);
    private const string Number = Prefix + nameof(AddCertificateInput.Number);
    private const string Issuer = Prefix + nameof(AddCertificateInput.Issuer);
    private const string IssuedOn = Prefix + nameof(AddCertificateInput.IssuedOn);
    private const string ValidUntil = Prefix + nameof(AddCertificateInput.ValidUntil);

    public static IReadOnlyList<SheetColumn> Columns { get; } =
    [
        new(Name, "证书名称") { MaxLength = TrainerCertificate.NameMaxLength, Aliases = ["证书", "证书类别", "资格证书"], Hint = "一行一本；还有一本，另写一行。", Example = "护士执业证书" },
        new(Number, "证书编号") { MaxLength = TrainerCertificate.NumberMaxLength, Aliases = ["证书号", "证号"] },
        new(Issuer, "发证机关") { MaxLength = TrainerCertificate.IssuerMaxLength, Aliases = ["发证单位"], Example = "河南省卫生健康委员会" },
        new(IssuedOn, "发证日期", ColumnKind.Date) { Example = "2023年5月1日" },
        new(ValidUntil, "证书有效期至", ColumnKind.Date) { Aliases = ["有效期至", "有效期"], Hint = "最后一天；长期有效空着。" },
    ];

    public static IReadOnlyList<SheetValue> None { get; } = [.. Columns.Select(_ => SheetValue.Nothing)];

    /// <summary>The papers of these trainers as they go out, in the order in which they were issued.</summary>
    public static async Task<ILookup<long, IReadOnlyList<SheetValue>>> RowsAsync(TrainingDbContext db, IQueryable<Trainer> trainers, CancellationToken ct) =>
        (await db.TrainerCertificates().AsNoTracking().Where(c => trainers.Any(t => t.Id == c.TrainerId)).OrderBy(c => c.IssuedOn).ThenBy(c => c.Id).ToListAsync(ct))
        .ToLookup(c => c.TrainerId, c => (IReadOnlyList<SheetValue>)[c.Name, c.Number, c.Issuer, c.IssuedOn, c.ValidUntil]);

    public static string? NumberOf(ImportRecord record) => record[Number];

    /// <summary>What the register holds for the row's paper: everything of one that is on file, nothing of a new one.</summary>
    public async Task<(IReadOnlyDictionary<string, string> Values, LineProblem? Problem)> MatchAsync(Trainer known, ImportRecord record, CancellationToken ct)
    {
        var (number, issued) = (record[Number], record.Day(IssuedOn));
        var held = number is null ? null
            : await db.TrainerCertificates().AsNoTracking().FirstOrDefaultAsync(c => c.TrainerId == known.Id && c.Number == number && (issued == null || c.IssuedOn == issued), ct);
        var values = Columns.ToDictionary(column => column.Key, _ => "");
        if (held is null)
        {
            return (values, null);
        }

        (values[Name], values[Number], values[Issuer], values[IssuedOn], values[ValidUntil]) =
            (held.Name, held.Number, held.Issuer, $"{held.IssuedOn:yyyy-MM-dd}", $"{held.ValidUntil:yyyy-MM-dd}");
        var other = Columns.FirstOrDefault(column => record[column.Key] is { } said && said != values[column.Key]);
        return (values, other is null ? null : new LineProblem(other.Key, $"这本证书登记过了，{other.Title}写的是“{values[other.Key]}”。照证书核对，要改在人才的页面上改。"));
    }

    /// <summary>Enters the row's paper unless it is there already. It counts among those that the kind of talent needs.</summary>
    public async Task<Refusal?> WriteAsync(Guid trainer, ImportRecord record, Actor actor, CancellationToken ct)
    {
        if (Columns.All(column => record[column.Key] is null) || await IsThereAsync(trainer, record, ct))
        {
            return null;
        }

        var added = await add.RunAsync(
            new()
            {
                Actor = actor, TrainerKey = trainer, Name = record[Name], Number = record[Number], Issuer = record[Issuer], IssuedOn = record.Day(IssuedOn),
                ValidUntil = record.Day(ValidUntil), IsRequired = true,
            },
            ct);
        return added.Ok ? null : added.Refusal with { Field = Prefix + added.Refusal.Field };
    }

    private Task<bool> IsThereAsync(Guid trainer, ImportRecord record, CancellationToken ct)
    {
        var (number, issued) = (record[Number], record.Day(IssuedOn));
        return (
            from paper in db.TrainerCertificates()
            join holder in db.Trainers() on paper.TrainerId equals holder.Id
            where holder.Key == trainer && paper.Number == number && (issued == null || paper.IssuedOn == issued)
            select paper).AnyAsync(ct);
    }
}
