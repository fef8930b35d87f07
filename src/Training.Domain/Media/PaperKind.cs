namespace Training.Domain.Media;

/// <summary>What may be attached to a record, by its first bytes.</summary>
public enum PaperKind
{
    Pdf,
    Jpeg,
    Png,
    Webp,
    Heic,
}
