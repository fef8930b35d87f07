using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Training.Web.Hosting.Tags;

/// <summary>
/// <c>&lt;quota-meter now="27" required="30" unit="人"/&gt;</c>: 27 / 30 人，还差 3 人达标, with a square for each up to 40 (in tens),
/// a bar with a limit line above. <c>queued</c> are those that are only on this phone.
/// </summary>
[HtmlTargetElement("quota-meter", TagStructure = TagStructure.WithoutEndTag)]
public sealed class QuotaMeterTag : TagHelper
{
    private const int MostSquares = 40;

    public int Now { get; set; }

    public int Queued { get; set; }

    public int Required { get; set; }

    public string Unit { get; set; } = "人";

    public bool Small { get; set; }

    /// <summary>Not falling short yet, because it can still be done.</summary>
    public bool Waiting { get; set; }

    public static string Sentence(int now, int required, string unit) => now >= required
        ? now > required ? $"够 {required} {unit}了，多 {now - required} {unit}" : $"够 {required} {unit}了"
        : $"还差 {required - now} {unit}达标";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("meter", HtmlEncoder.Default);
        if (Small)
        {
            output.AddClass("small", HtmlEncoder.Default);
        }

        if (Now >= Required)
        {
            output.AddClass("met", HtmlEncoder.Default);
        }
        else if (Waiting)
        {
            output.AddClass("wait", HtmlEncoder.Default);
        }

        output.Content.AppendHtml("<p class=\"figures\"><span class=\"now\" data-meter=\"now\">").Append(Number(Now))
            .AppendHtml("</span><span class=\"of\">").Append($"/ {Number(Required)} {Unit}")
            .AppendHtml("</span><span class=\"gap\" data-meter=\"gap\">").Append(Sentence(Now, Required, Unit)).AppendHtml("</span></p>");
        output.Content.AppendHtml(Required <= MostSquares ? Squares() : BarTag.Drawing(Now, Math.Max(Now, Required), Required));
    }

    private string Squares()
    {
        var total = Math.Max(Required, Math.Min(Now + Queued, MostSquares));
        var tens = (total + 9) / 10;
        var html = new StringBuilder($"<div class=\"cells c{tens}\" aria-hidden=\"true\" data-meter=\"cells\">");
        for (var i = 0; i < total; i++)
        {
            html.Append(i % 10 == 0 ? i == 0 ? "<span>" : "</span><span>" : "");
            html.Append((i < Now, i < Now + Queued, i < Required) switch
            {
                (true, _, true) => "<i class=\"on\"></i>",
                (true, _, false) => "<i class=\"over\"></i>",
                (_, true, _) => "<i class=\"queued\"></i>",
                _ => "<i></i>",
            });
        }

        return html.Append("</span></div>").ToString();
    }

    private static string Number(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}

/// <summary>
/// <c>&lt;bar value="93" most="120" limit="107" kind="Met"/&gt;</c>: a length as an attribute of a drawing, with the line at which one
/// ought to be. The numbers stand in words beside it, so it is hidden from screen readers.
/// </summary>
[HtmlTargetElement("bar", TagStructure = TagStructure.WithoutEndTag)]
public sealed class BarTag : TagHelper
{
    public double Value { get; set; }

    public double Most { get; set; } = 100;

    public double? Limit { get; set; }

    public MarkKind? Kind { get; set; }

    public static string Drawing(double value, double most, double? limit, string? kind = null)
    {
        var html = new StringBuilder("<svg class=\"bar");
        if (kind is not null)
        {
            html.Append(' ').Append(kind);
        }

        html.Append("\" aria-hidden=\"true\" focusable=\"false\">").Append(Inside(value, most, limit)).Append("</svg>");
        return html.ToString();
    }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("bar", HtmlEncoder.Default);
        if (Kind is { } kind)
        {
            output.AddClass(kind.ToString().ToLowerInvariant(), HtmlEncoder.Default);
        }

        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Attributes.SetAttribute("focusable", "false");
        output.Content.SetHtmlContent(Inside(Value, Most, Limit));
    }

    private static string Inside(double value, double most, double? limit)
    {
        var html = new StringBuilder("<rect class=\"ground\" y=\"5\" width=\"100%\" height=\"8\"/>")
            .Append(CultureInfo.InvariantCulture, $"<rect class=\"fill\" y=\"5\" width=\"{Percent(value, most)}%\" height=\"8\"/>");
        if (limit is { } line)
        {
            html.Append(CultureInfo.InvariantCulture, $"<rect class=\"limit\" x=\"{Percent(line, most)}%\" width=\"2\" height=\"18\"/>");
        }

        return html.ToString();
    }

    private static double Percent(double value, double most) => most <= 0 ? 0 : Math.Round(Math.Clamp(value / most, 0, 1) * 100, 1);
}

/// <summary><c>&lt;progress-of percent="62"/&gt;</c> for something that runs; islands change the width of its <c>.fill</c>.</summary>
[HtmlTargetElement("progress-of", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ProgressTag : TagHelper
{
    public double Percent { get; set; }

    public string? Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var width = Math.Round(Math.Clamp(Percent, 0, 100), 1).ToString(CultureInfo.InvariantCulture);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("progress", HtmlEncoder.Default);
        output.Attributes.SetAttribute("role", "progressbar");
        output.Attributes.SetAttribute("aria-label", Label ?? "进度");
        output.Attributes.SetAttribute("aria-valuemin", 0);
        output.Attributes.SetAttribute("aria-valuemax", 100);
        output.Attributes.SetAttribute("aria-valuenow", width);
        output.Content.SetHtmlContent($"<rect class=\"ground\" width=\"100%\" height=\"8\"/><rect class=\"fill\" width=\"{width}%\" height=\"8\"/>");
    }
}
