namespace Training.Domain.Filing.Packs;

/// <summary>One line of the sheet in the pack: its folder, the records behind its figure, and the papers of each.</summary>
internal sealed record PackLine(string Section, int Number, SheetLine Line, string Folder, IReadOnlyList<DrillRow> Rows)
{
    public string Code => Line.Item.Code;

    /// <summary>（一）培训站点设立</summary>
    public string Title => $"（{PackRules.Numeral(Number)}）{Line.Item.Content}";

    public string ListPath => $"{Folder}/明细.html";

    /// <summary>Papers by the row that they prove.</summary>
    public Dictionary<DrillRow, List<string>> Papers { get; } = [];

    /// <summary>What stands behind the line as a whole: tables, and papers attached to it.</summary>
    public List<string> Files { get; } = [];

    /// <summary>Spot checks, by row.</summary>
    public Dictionary<DrillRow, string> Marks { get; } = [];

    public int PaperCount => Papers.Values.SelectMany(p => p).Concat(Files).Distinct().Count();
}

/// <summary>Everything that a pack will hold, before it is written.</summary>
internal sealed record PackDraft(PackManifest Manifest, IReadOnlyCollection<PackEntry> Entries, DateTime Stamp)
{
    public long Bytes => Entries.Sum(e => e.File.Bytes);
}
