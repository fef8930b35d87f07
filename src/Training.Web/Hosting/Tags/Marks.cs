using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Training.Web.Hosting.Tags;

/// <summary><c>&lt;icon name="clock"/&gt;</c>: drawn inside the page, hidden from screen readers because a word stands beside it.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTag(FrontEnd frontEnd) : TagHelper
{
    public required string Name { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("ic", HtmlEncoder.Default);
        if (Name.EndsWith("-filled", StringComparison.Ordinal))
        {
            output.AddClass("filled", HtmlEncoder.Default);
        }

        output.Attributes.SetAttribute("viewBox", "0 0 24 24");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Attributes.SetAttribute("focusable", "false");
        output.Content.SetHtmlContent(frontEnd.Icon(Name));
    }
}

public enum MarkKind
{
    Met,
    Short,
    Risk,
    Wait,
    Exempt,
}

/// <summary><c>&lt;mark-of kind="Short"&gt;差 3 人&lt;/mark-of&gt;</c>: a shape, then the word. Colour never says it alone.</summary>
[HtmlTargetElement("mark-of")]
public sealed class MarkTag(FrontEnd frontEnd) : TagHelper
{
    public MarkKind Kind { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.AddClass("mark", HtmlEncoder.Default);
        output.AddClass(Kind.ToString().ToLowerInvariant(), HtmlEncoder.Default);
        if (Kind is MarkKind.Met)
        {
            output.PreContent.AppendHtml("<svg class=\"ic\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">")
                .AppendHtml(frontEnd.Icon("check")).AppendHtml("</svg>");
        }
        else
        {
            output.PreContent.SetHtmlContent("<i class=\"glyph\" aria-hidden=\"true\"></i>");
        }
    }
}

/// <summary><c>&lt;kind of="教" solid="true"/&gt;</c>: the character of an area of work; the word stands beside it.</summary>
[HtmlTargetElement("kind", TagStructure = TagStructure.WithoutEndTag)]
public sealed class KindTag : TagHelper
{
    public required string Of { get; set; }

    public bool Solid { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("kind", HtmlEncoder.Default);
        if (Solid)
        {
            output.AddClass("solid", HtmlEncoder.Default);
        }

        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetContent(Of);
    }
}

/// <summary><c>&lt;leaf date="@day" size="s"/&gt;</c>: the tear-off calendar leaf for a day on which a family acts.</summary>
[HtmlTargetElement("leaf", TagStructure = TagStructure.WithoutEndTag)]
public sealed class LeafTag : TagHelper
{
    public DateOnly Date { get; set; }

    /// <summary>xs, s, m or l.</summary>
    public string Size { get; set; } = "m";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("leaf", HtmlEncoder.Default);
        if (Size != "m")
        {
            output.AddClass(Size, HtmlEncoder.Default);
        }

        output.Content.AppendHtml("<b>").Append($"{Date.Month}月").AppendHtml("</b><strong>")
            .Append(Date.Day.ToString(CultureInfo.InvariantCulture)).AppendHtml("</strong><span>")
            .Append(ChineseDates.Weekday(Date)).AppendHtml("</span>");
    }
}

/// <summary>The brand's three gates (三进), also for places where there is nothing yet.</summary>
[HtmlTargetElement("gates", TagStructure = TagStructure.WithoutEndTag)]
public sealed class GatesTag : TagHelper
{
    public int Size { get; set; } = 30;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("gates", HtmlEncoder.Default);
        output.Attributes.SetAttribute("width", Size);
        output.Attributes.SetAttribute("height", Size);
        output.Attributes.SetAttribute("viewBox", "0 0 30 30");
        output.Attributes.SetAttribute("fill", "none");
        output.Attributes.SetAttribute("stroke", "currentColor");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Attributes.SetAttribute("focusable", "false");
        var heavy = Size > 40 ? "1" : "2.4";
        var light = Size > 40 ? "1" : "2";
        output.Content.SetHtmlContent(
            $"<path stroke-width=\"{heavy}\" d=\"M2 28V3.2h26V28\"/><path stroke-width=\"{light}\" d=\"M7.6 28V9.2h14.8V28\"/><path stroke-width=\"{light}\" d=\"M12.4 28V15h5.2v13\"/>");
    }
}

/// <summary><c>&lt;empty-state say="还没有户档。先从摸排名单里选一户。"&gt;button&lt;/empty-state&gt;</c></summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyStateTag : TagHelper
{
    public required string Say { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("empty", HtmlEncoder.Default);
        output.PreContent.AppendHtml("<svg class=\"gates\" width=\"72\" height=\"72\" viewBox=\"0 0 30 30\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1\" aria-hidden=\"true\"><path d=\"M2 28V3.2h26V28M7.6 28V9.2h14.8V28M12.4 28V15h5.2v13\"/></svg><p>")
            .Append(Say).AppendHtml("</p>");
    }
}

/// <summary><c>&lt;banner kind="ok"&gt;…&lt;/banner&gt;</c>: ok, bad, info; without a kind it warns.</summary>
[HtmlTargetElement("banner")]
public sealed class BannerTag(FrontEnd frontEnd) : TagHelper
{
    public string? Kind { get; set; }

    public bool Boxed { get; set; } = true;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.AddClass("banner", HtmlEncoder.Default);
        if (Kind is not null)
        {
            output.AddClass(Kind, HtmlEncoder.Default);
        }

        if (Boxed)
        {
            output.AddClass("boxed", HtmlEncoder.Default);
        }

        output.Attributes.SetAttribute("role", Kind == "bad" ? "alert" : "status");
        output.PreContent.AppendHtml("<svg class=\"ic\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">")
            .AppendHtml(frontEnd.Icon(Kind switch { "ok" => "check", "info" => "info-circle", _ => "alert-triangle" }))
            .AppendHtml("</svg><div>");
        output.PostContent.SetHtmlContent("</div>");
    }
}
