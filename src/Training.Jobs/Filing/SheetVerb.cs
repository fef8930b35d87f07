using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Filing;
using Training.Domain.Papers;
using Training.Domain.Regions;
using Training.Jobs.CommandLine;
using Training.Jobs.Media;
using Training.Jobs.Papers;

namespace Training.Jobs.Filing;

/// <summary><c>sheet</c>: a county's filled standard sheet for a period, as Word, Excel and PDF, and its figures as JSON.</summary>
public static class SheetVerb
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static Command Build(VerbOptions options)
    {
        var county = new Option<string>("--county") { Description = "县区，6 位代码，例如 410922", HelpName = "CODE", Required = true };
        var period = new Option<string>("--period") { Description = "期间：2026-10（月）、2026-Q3（季）、2026（年）", HelpName = "PERIOD", Required = true };
        var output = new Option<string>("--out") { Description = "放文件的文件夹，没有就新建", HelpName = "DIR", Required = true };
        var command = new Command("sheet", "填一个县区的标准表：18 项的实施情况由记录算出，写成 Word、Excel、PDF 和一份 JSON") { county, period, output };
        command.SetAction((parsed, ct) => RunAsync(
            options.DataOf(parsed), parsed.GetValue(county)!, parsed.GetValue(period)!, parsed.GetValue(output)!,
            parsed.GetValue(options.Verbose), options.ConsoleOf(parsed), ct));
        return command;
    }

    public static async Task<int> RunAsync(
        string? data, string county, string period, string output, bool verbose, VerbConsole console, CancellationToken ct)
    {
        await using var provider = await VerbHost.OpenAsync(data, verbose, ct);
        await using var scope = provider.CreateAsyncScope();
        var built = await scope.ServiceProvider.GetRequiredService<BuildStandardSheet>().RunAsync(county, period, ct);
        if (!built.Ok)
        {
            console.Trouble(built.Refusal.Message);
            return ExitCode.Usage;
        }

        var sheet = built.Value;
        var folder = Directory.CreateDirectory(output).FullName;
        var word = Path.Combine(folder, SheetPaper.FileName(sheet));
        var figures = Path.ChangeExtension(word, ".json");
        var (excel, pdf) = (Path.ChangeExtension(word, ".xlsx"), Path.ChangeExtension(word, ".pdf"));
        var paper = SheetPaper.Of(sheet);
        var written = WordPaper.Write(paper);
        await File.WriteAllBytesAsync(word, written, ct);
        await File.WriteAllBytesAsync(excel, ExcelPaper.Write(paper), ct);
        await File.WriteAllBytesAsync(pdf, await new WordToPdf(new MediaTool()).RunAsync(written, Path.GetTempPath(), ct), ct);
        await File.WriteAllTextAsync(figures, JsonSerializer.Serialize(Figures(sheet), Format) + "\n", ct);
        console.Say(
            $"{sheet.CountyName}{sheet.Period.Label}标准表：{sheet.Lines.Count()} 项中 {sheet.Lines.Count() - sheet.Missed} 项达标，{sheet.Missed} 项未达标。\n{word}\n{excel}\n{pdf}\n{figures}",
            new { ok = true, county = RegionCodes.Short(sheet.CountyCode), period = sheet.Period.Key, met = sheet.Lines.Count() - sheet.Missed, missed = sheet.Missed, word, excel, pdf, figures });
        return ExitCode.Done;
    }

    private static object Figures(StandardSheet sheet) => new
    {
        title = sheet.Standard.Definition.Title,
        document = sheet.Standard.Definition.Document,
        county = RegionCodes.Short(sheet.CountyCode),
        countyName = sheet.CountyName,
        period = sheet.Period.Key,
        cutOff = sheet.CutOff,
        lines = sheet.Lines.Select(l => new
        {
            code = l.Item.Code,
            content = l.Item.Content,
            requirement = l.Item.Requirement,
            text = l.Text.ToString(),
            met = l.IsMet,
            remark = l.Remark,
            exempt = l.Exempt,
            reading = l.Reading,
            value = l.Figure.Verdict.Value,
            required = l.Figure.Verdict.Required,
            rows = l.Figure.Total.Rows,
            rowsMet = l.Figure.Total.RowsMet,
            numerator = l.Figure.Total.Numerator,
            denominator = l.Figure.Total.Denominator,
            due = l.Figure.Due,
            placesMet = l.Figure.Met,
            others = l.Others,
        }),
        duties = sheet.Duties.Where(d => d.Text is not null).Select(d => new { code = d.Duty.Code, content = d.Duty.Content, text = d.Text, met = d.IsMet }),
    };
}
