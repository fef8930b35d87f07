namespace Training.Domain.Sheets;

/// <summary>The workbook that people fill in for an import: the head with lists to choose from, and a sheet that explains each column.</summary>
public static class SheetTemplate
{
    public const string ChoicesSheet = "选项";
    public const string ExplanationSheet = "填写说明";

    /// <summary>Head of the column in which wrong rows come back; not read.</summary>
    public const string ProblemTitle = "问题";

    private const int RowsToFill = 2000;

    public static byte[] Write(string name, IReadOnlyList<SheetColumn> columns) => SheetWriter.Write(
        new SheetLayout { Name = name, Columns = [.. columns.Select(Column)], Rows = [], RowsToFill = RowsToFill },
        new SheetLayout
        {
            Name = ExplanationSheet,
            Columns = [new("列") { Width = 18 }, new("要不要填") { Width = 12 }, new("怎么填") { Width = 52 }, new("例子") { Width = 30 }],
            Rows = columns.Select(c => (IReadOnlyList<SheetValue>)[c.Title, c.Required ? "必填" : "可以空着", HowTo(c), c.Example]),
        },
        Choices(columns));

    /// <summary>Rows that could not be taken, as they were, with what is wrong in a column of its own: mend them and send this file.</summary>
    public static byte[] WriteProblems(
        string name, IReadOnlyList<SheetColumn> columns, IEnumerable<(IReadOnlyDictionary<string, string> Cells, string Problem)> rows) => SheetWriter.Write(
        new SheetLayout
        {
            Name = name,
            Columns = [.. columns.Select(Column), new LayoutColumn(ProblemTitle) { Width = 52 }],
            Rows = rows.Select(row => (IReadOnlyList<SheetValue>)[.. columns.Select(c => (SheetValue)row.Cells.GetValueOrDefault(c.Key)), row.Problem]),
            RowsToFill = RowsToFill,
        },
        Choices(columns));

    internal static string ChoicesReference(int column, int count) =>
        $"'{ChoicesSheet}'!${SheetGrid.ColumnName(column)}$2:${SheetGrid.ColumnName(column)}${count + 1}";

    /// <summary>Each column's words stand in the same column of a hidden sheet: a list inside the rule itself ends at 255 characters.</summary>
    private static SheetLayout Choices(IReadOnlyList<SheetColumn> columns) => new()
    {
        Name = ChoicesSheet,
        IsHidden = true,
        Columns = [.. columns.Select(c => new LayoutColumn(c.Title))],
        Rows = Enumerable.Range(0, columns.Max(c => WordsOf(c).Count))
            .Select(i => (IReadOnlyList<SheetValue>)[.. columns.Select(c => (SheetValue)WordsOf(c).ElementAtOrDefault(i))]),
    };

    private static LayoutColumn Column(SheetColumn column) => new(column.Title)
    {
        Choices = WordsOf(column),
        Required = column.Required,
        Width = column.Kind switch
        {
            ColumnKind.IdentityNumber => 24,
            ColumnKind.Phone or ColumnKind.Date or ColumnKind.Code => 18,
            ColumnKind.WholeNumber or ColumnKind.YesNo or ColumnKind.Time => 12,
            _ => Math.Clamp((column.Title.Length * 2) + 8, 14, 36),
        },
    };

    private static IReadOnlyList<string> WordsOf(SheetColumn column) => column.Kind is ColumnKind.YesNo ? ["是", "否"] : column.Choices;

    private static string HowTo(SheetColumn column)
    {
        var how = column.Kind switch
        {
            ColumnKind.WholeNumber => "整数。",
            ColumnKind.Date => "写成 2026年3月5日 这样。",
            ColumnKind.Time => "几点几分，24 小时制，写成 14:30 这样。",
            ColumnKind.Phone => "只填数字，一格一个号码。",
            ColumnKind.IdentityNumber => "18 位，最后一位可以是 X。这一列已经设成文本，别改格式。",
            ColumnKind.Choice => $"点箭头选一个：{string.Join('、', column.Choices.Take(20))}{(column.Choices.Count > 20 ? " 等" : "")}。",
            ColumnKind.YesNo => "填“是”或“否”。",
            ColumnKind.Code => "数字代码，前面的 0 也要。",
            _ => "",
        };
        return $"{how}{column.Hint}";
    }
}
