using System.Globalization;
using Training.Domain.Evidence;
using Training.Domain.Shared;

namespace Training.Web.Features.Attachments;

public sealed record AttachmentDateUnreadable() : Refusal("有效期要写成 2027-03-31 这样的日期。", nameof(AttachmentForm.ValidUntil));

/// <summary>What was typed beside the files, or beside a removal, so that it stands there again after a refusal.</summary>
public sealed record AttachmentForm
{
    public string? Purpose { get; init; }

    public string? Title { get; init; }

    public string? ValidUntil { get; init; }

    public Guid? Removing { get; init; }

    public string? Reason { get; init; }

    public DateOnly? Until => DateOnly.TryParseExact(ValidUntil, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public Refusal? Refusal => string.IsNullOrWhiteSpace(ValidUntil) || Until is not null ? null : new AttachmentDateUnreadable();

    public static AttachmentForm Of(IReadOnlyDictionary<string, string> fields) => new()
    {
        Purpose = fields.GetValueOrDefault(nameof(Purpose)),
        Title = fields.GetValueOrDefault(nameof(Title)),
        ValidUntil = fields.GetValueOrDefault(nameof(ValidUntil)),
    };
}

/// <summary>How papers are said.</summary>
public static class AttachmentWords
{
    /// <summary>A name that ends as what it is: what was sent as 证.docx and is a PDF is handed out as 证.docx.pdf.</summary>
    public static string DownloadName(string fileName) => fileName.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase) ? fileName : fileName + ".pdf";

    public static string PurposeOf(AttachmentHome home, string code) => home.Purposes.FirstOrDefault(purpose => purpose.Code == code)?.Words ?? "其他";
}
