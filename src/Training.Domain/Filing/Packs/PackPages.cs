using System.Globalization;
using System.Net;
using System.Text;
using Training.Domain.Filing.Documents;

namespace Training.Domain.Filing.Packs;

/// <summary>The pages of a pack that a browser opens without network: the index, a list for each line, and the page that recomputes every hash.</summary>
internal static class PackPages
{
    private const string Html = "text/html";

    private const string Style = """
        body{max-width:1000px;margin:0 auto;padding:24px 16px 64px;font:16px/26px "Source Han Serif SC","Noto Serif CJK SC",SimSun,serif;color:#14110d;background:#fff}
        h1{font-size:26px;line-height:38px}h2{font-size:20px;margin:36px 0 4px}h3{font-size:17px;margin:24px 0 4px;break-after:avoid}a{color:#0e4e59}
        table{width:100%;border-collapse:collapse;margin:8px 0 16px}th,td{padding:4px 7px;border:1px solid #888;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{white-space:nowrap}thead{display:table-header-group}tr{break-inside:avoid}
        td.n{text-align:right;white-space:nowrap}.bad{color:#922314;font-weight:700}.small{font-size:14px;line-height:22px}code{font-size:13px;overflow-wrap:anywhere}ul{margin:4px 0 12px;padding-left:22px}
        .bad,td.d{white-space:nowrap}.rows th{white-space:normal;word-break:keep-all;overflow-wrap:normal}
        @media (max-width:640px){.rows,.rows tbody,.rows tr{display:block}.rows thead{display:none}.rows tr{padding:8px 0;border-top:1px solid #888}.rows td{display:block;padding:0;border:0;text-align:left}.rows td.n,.rows td.d{display:inline-block;margin-right:12px}.rows td:empty{display:none}.rows td[data-l]::before{content:attr(data-l) " ";color:#555}}
        @media print{body{max-width:none;padding:0;font-size:11pt;line-height:1.5}a{color:inherit;text-decoration:none}@page{margin:15mm 12mm}}
        """;

    private static readonly Lazy<string> Verifier = new(() =>
    {
        using var stream = typeof(PackPages).Assembly.GetManifestResourceStream("Training.Domain.Filing.Packs.Definitions.verifier.txt")
            ?? throw new InvalidOperationException("The verifier page is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <param name="head">Without its list of files, which is told when these pages are in it.</param>
    public static void Add(PackSpool spool, PackManifest head, ReadSnapshot read, IReadOnlyList<PackLine> lines)
    {
        foreach (var line in lines)
        {
            spool.AddText(line.ListPath, Html, $"{line.Title}：数字背后的记录", ListOf(head, line), line.Code);
        }

        spool.AddText(PackManifest.VerifierName, Html, "核验这个包的网页，不用联网", Verifier.Value);
        var files = spool.Entries.Select(e => e.File).OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
        spool.Add(PackManifest.WorkbookName, Sheets.SheetWriter.ContentType, "目录，Excel", PackWorkbook.Of(head, lines, files));
        spool.AddText(PackManifest.IndexName, Html, "目录", IndexOf(head, read, lines, files));
    }

    private static string IndexOf(PackManifest head, ReadSnapshot read, IReadOnlyList<PackLine> lines, IReadOnlyList<PackFile> files)
    {
        var html = Begin($"{head.Title}佐证材料目录");
        html.Append($"<p>纸上的码 <b>{SheetCode.Spaced(head.Code)}</b>；签字时的快照 SHA-256 <code>{head.Sha256}</code></p>\n");
        html.Append($"<p>{Link(PackManifest.VerifierName, "打开核验页")}，能看出哪个文件被改过、少了、多了，不用联网。表格软件里看：{Link(PackManifest.WorkbookName, PackManifest.WorkbookName)}。</p>\n");
        html.Append("<table class=\"rows\"><thead><tr><th>项目</th><th>序号、内容</th><th>具体要求</th><th>实施情况</th><th>达标</th><th>记录</th><th>文件</th></tr></thead><tbody>\n");
        foreach (var line in lines)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"d\">{(line.Number == 1 ? Text(line.Section) : "")}</td><td class=\"d\">{Link(line.ListPath, line.Title)}</td><td data-l=\"要求\">{Text(line.Line.Item.Requirement)}</td><td data-l=\"实施\">{Text(line.Line.Text.ToString())}</td><td class=\"d\">{Met(line)}</td><td class=\"n\" data-l=\"记录\">{line.Rows.Count}</td><td class=\"n\" data-l=\"文件\">{line.PaperCount}</td></tr>\n");
        }

        html.Append("</tbody></table>\n<h2>标准表</h2>\n");
        Files(html, files.Where(f => f.Path.StartsWith("标准表/", StringComparison.Ordinal)));
        foreach (var section in lines.GroupBy(l => l.Folder.Split('/')[0]))
        {
            html.Append($"<h2>{Text(section.Key)}</h2>\n");
            foreach (var line in section)
            {
                html.Append($"<h3>{Text(line.Title)}</h3>\n<p>{Text(line.Line.Text.ToString())}。{Link(line.ListPath, $"{line.Rows.Count} 条记录的明细")}</p>\n");
                Files(html, files.Where(f => f.Path != line.ListPath && f.Items.Contains(line.Code)));
            }
        }

        foreach (var (folder, words) in ((string, string)[])[("填报经过/", "填报经过：签字、退回和答复、备注、补正"), ("抽查/", "抽查的结论")])
        {
            if (files.Any(f => f.Path.StartsWith(folder, StringComparison.Ordinal)))
            {
                html.Append($"<h2>{words}</h2>\n");
                Files(html, files.Where(f => f.Path.StartsWith(folder, StringComparison.Ordinal)));
            }
        }

        html.Append("<h2>没有放进包里的</h2>\n<p>居民的姓名遮住了；手机号、证件号、住址、健康信息，入户和帮扶时写的话，居民提的问题，都不离开平台，有权的人写明用途后在平台上看。照片是去掉拍摄地点和机型的副本，原件的 SHA-256 在 manifest.json 里。</p>\n");
        if (head.LeftOut.Count > 0)
        {
            html.Append("<table><thead><tr><th>项</th><th>为什么</th><th>几个</th></tr></thead><tbody>\n");
            foreach (var gap in head.LeftOut.GroupBy(g => (g.Item, g.Because)))
            {
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(lines.First(l => l.Code == gap.Key.Item).Title)}</td><td>{Text(gap.Key.Because)}</td><td class=\"n\">{gap.Count()}</td></tr>\n");
            }

            html.Append("</tbody></table>\n");
        }

        return html.Append($"<p class=\"small\">依据 {Text(read.Content.Standard.Document)}。操作历史到第 {head.Chain.Sequence.ToString(CultureInfo.InvariantCulture)} 条，<code>{head.Chain.Hash}</code></p>\n</main></body></html>\n").ToString();
    }

    private static string ListOf(PackManifest head, PackLine line)
    {
        var html = Begin($"{line.Section} {line.Title}");
        html.Append($"<p>{Link("../../" + PackManifest.IndexName, head.Title)}</p>\n<p>具体要求：{Text(line.Line.Item.Requirement)}<br>实施情况：<b>{Text(line.Line.Text.ToString())}</b>，{Met(line)}{(line.Line.Remark is { } remark ? $"（{Text(remark)}）" : "")}<br>依据：{Text(line.Line.Item.Clause)}</p>\n");
        html.Append("<table class=\"rows\"><thead><tr><th>序号</th><th>日期</th><th>站点</th><th>内容</th><th>数</th><th>差什么、为什么不计</th><th>抽查</th><th>文件</th></tr></thead><tbody>\n");
        foreach (var (row, i) in line.Rows.Select((r, i) => (r, i + 1)))
        {
            var papers = line.Papers.GetValueOrDefault(row, []).Select((path, n) => Link("../../" + path, $"{n + 1}"));
            html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"n\">{i}</td><td class=\"d\">{PackRecords.Day(row.Day)}</td><td>{Text(row.Station)}</td><td>{Text(PackRules.Title(row))}</td><td class=\"d\">{Text(row.Value)}</td><td data-l=\"不计\">{Text(row.Short)}</td><td data-l=\"抽查\">{Text(line.Marks.GetValueOrDefault(row))}</td><td>{string.Join(' ', papers)}</td></tr>\n");
        }

        html.Append("</tbody></table>\n");
        if (line.Files.Count > 0)
        {
            html.Append("<ul>\n");
            line.Files.ForEach(path => html.Append($"<li>{Link("../../" + path, path)}</li>\n"));
            html.Append("</ul>\n");
        }

        return html.Append("</main></body></html>\n").ToString();
    }

    private static StringBuilder Begin(string title) => new StringBuilder()
        .Append("<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
        .Append($"<title>{Text(title)}</title>\n<style>\n{Style}\n</style></head><body>\n<main>\n<h1>{Text(title)}</h1>\n");

    private static void Files(StringBuilder html, IEnumerable<PackFile> files)
    {
        html.Append("<ul class=\"small\">\n");
        foreach (var file in files)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li>{Link(file.Path, file.Path)}，{Text(file.What)}，{Math.Max(1, file.Bytes / 1000)} KB</li>\n");
        }

        html.Append("</ul>\n");
    }

    private static string Met(PackLine line) => line.Line.AsksCounty ? "按全县算" : line.Line.IsMet ? "达标" : "<span class=\"bad\">未达标</span>";

    private static string Link(string path, string words) => $"<a href=\"{string.Join('/', path.Split('/').Select(part => part == ".." ? part : Uri.EscapeDataString(part)))}\">{Text(words)}</a>";

    private static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");
}
