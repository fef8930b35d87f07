using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Training.Web.Hosting.Tags;

/// <summary>
/// <c>&lt;field for="Phone" label="手机号" hint="…"&gt;control&lt;/field&gt;</c>: label above, hint under it, the control, then what is
/// wrong and what to do. The control's id is the property's name, so the list of errors can lead to it.
/// </summary>
[HtmlTargetElement("field")]
public sealed class FieldTag(FrontEnd frontEnd) : TagHelper
{
    public required string For { get; set; }

    public required string Label { get; set; }

    public string? Hint { get; set; }

    public bool Optional { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext Page { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var control = await output.GetChildContentAsync();
        var error = Page.ViewData.ModelState.TryGetValue(For, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
        var id = For.Replace('.', '_');
        output.TagName = "div";
        output.AddClass("field", HtmlEncoder.Default);
        output.Content.AppendHtml($"<label for=\"{id}\">").Append(Label);
        if (Optional)
        {
            output.Content.AppendHtml("<span class=\"optional\">（可以不填）</span>");
        }

        output.Content.AppendHtml("</label>");
        if (Hint is not null)
        {
            output.Content.AppendHtml($"<p class=\"hint\" id=\"{id}-hint\">").Append(Hint).AppendHtml("</p>");
        }

        output.Content.AppendHtml(control);
        if (error is not null)
        {
            output.AddClass("bad", HtmlEncoder.Default);
            output.Content.AppendHtml($"<p class=\"error\" id=\"{id}-error\"><svg class=\"ic\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">")
                .AppendHtml(frontEnd.Icon("alert-triangle")).AppendHtml("</svg><span>").Append(error).AppendHtml("</span></p>");
        }
    }
}

/// <summary>Gives a control of a <c>field</c> its class, and ties it to its hint and error for screen readers.</summary>
[HtmlTargetElement("input", Attributes = "in-field", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("select", Attributes = "in-field")]
[HtmlTargetElement("textarea", Attributes = "in-field")]
public sealed class ControlTag : TagHelper
{
    /// <summary>The property's name, as on the field; add <c>has-hint</c> when the field has one.</summary>
    public required string InField { get; set; }

    public bool HasHint { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext Page { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = InField.Replace('.', '_');
        var wrong = Page.ViewData.ModelState.TryGetValue(InField, out var entry) && entry.Errors.Count > 0;
        output.AddClass("input", HtmlEncoder.Default);
        output.Attributes.SetAttribute("id", id);
        if (!output.Attributes.ContainsName("name"))
        {
            output.Attributes.SetAttribute("name", InField);
        }

        var described = string.Join(' ', new[] { HasHint ? id + "-hint" : null, wrong ? id + "-error" : null }.Where(part => part is not null));
        if (described.Length > 0)
        {
            output.Attributes.SetAttribute("aria-describedby", described);
        }

        if (wrong)
        {
            output.Attributes.SetAttribute("aria-invalid", "true");
        }
    }
}

/// <summary><c>&lt;error-list/&gt;</c>: what is wrong, as links to the fields. Says nothing when all is well.</summary>
[HtmlTargetElement("error-list", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorListTag : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext Page { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var order = Page.ViewData.ModelMetadata.Properties.Select((property, index) => (property.PropertyName, index)).ToDictionary(p => p.PropertyName!, p => p.index);
        var errors = Page.ViewData.ModelState
            .OrderBy(entry => order.GetValueOrDefault(entry.Key.Split('.', '[')[0], int.MaxValue))
            .SelectMany(entry => entry.Value!.Errors.Select(error => (Field: entry.Key.Replace('.', '_'), error.ErrorMessage)))
            .ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "section";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.AddClass("error-list", HtmlEncoder.Default);
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("aria-label", "要改的地方");
        output.Content.AppendHtml("<h2>").Append(errors.Count == 1 ? "有 1 处要改，填好的都还在" : $"有 {errors.Count} 处要改，填好的都还在").AppendHtml("</h2><ul>");
        foreach (var (field, message) in errors)
        {
            output.Content.AppendHtml("<li>");
            if (field.Length == 0)
            {
                output.Content.Append(message);
            }
            else
            {
                output.Content.AppendHtml($"<a href=\"#{field}\">").Append(message).AppendHtml("</a>");
            }

            output.Content.AppendHtml("</li>");
        }

        output.Content.AppendHtml("</ul>");
    }
}
