namespace Training.Domain.Filing.Packs;

/// <summary>
/// What an evidence pack holds, file by file with the hash of each; canonical JSON. Two files are not in it: itself, and the file with its
/// own hash.
/// </summary>
public sealed record PackManifest
{
    public const string CurrentFormat = "training.evidence-pack/1";

    public const string Name = "manifest.json";

    /// <summary>Hash of the list, as <c>sha256sum</c> writes it.</summary>
    public const string SumName = "manifest.sha256";

    public const string IndexName = "index.html";

    public const string VerifierName = "核验.html";

    public const string WorkbookName = "目录.xlsx";

    public const string SnapshotName = "标准表/快照.json";

    public required string Format { get; init; }

    public required string Title { get; init; }

    /// <summary>Printed on the paper; follows from key and hash of the snapshot.</summary>
    public required string Code { get; init; }

    public required Guid Snapshot { get; init; }

    /// <summary>Of the canonical text that was signed.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Last line of the filing's written history when the pack was made.</summary>
    public required PackChain Chain { get; init; }

    public required IReadOnlyList<PackFile> Files { get; init; }

    public required IReadOnlyList<PackGap> LeftOut { get; init; }

    public static string SumOf(string manifest) => $"{CanonicalJson.HashOf(manifest)}  {Name}\n";
}

public sealed record PackChain(string Stream, long Sequence, string Hash);

/// <param name="Path">Within the pack, parts divided by /.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Sha256">Of what lies in the pack.</param>
/// <param name="Type">Of its content.</param>
/// <param name="Items">Lines of the sheet that it stands behind.</param>
/// <param name="What">What it is, in words.</param>
public sealed record PackFile(string Path, long Bytes, string Sha256, string Type, IReadOnlyList<string> Items, string What)
{
    /// <summary>Of a photo as it was taken, where the pack holds the copy that may be shown: the hash that the snapshot names.</summary>
    public string? Original { get; init; }
}

/// <summary>Something the sheet rests on that is not in the pack, and why.</summary>
/// <param name="Item">Line of the sheet.</param>
/// <param name="What">What it is, in words without a person's name.</param>
/// <param name="Because">A sentence.</param>
/// <param name="Sha256">Of the original, as the snapshot names it.</param>
public sealed record PackGap(string Item, string What, string Because, string? Sha256);
