using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace Training.Web.Hosting;

/// <summary>A controller's feature is the word after <c>.Features.</c> in its namespace; its pages stand beside it.</summary>
public sealed class FeatureConvention : IControllerModelConvention
{
    public const string Key = "feature";

    public void Apply(ControllerModel controller)
    {
        var words = (controller.ControllerType.Namespace ?? "").Split('.');
        var at = Array.IndexOf(words, "Features");
        if (at >= 0 && at + 1 < words.Length)
        {
            controller.Properties[Key] = words[at + 1];
        }
    }
}

public sealed class FeatureViewLocations : IViewLocationExpander
{
    public void PopulateValues(ViewLocationExpanderContext context) => context.Values[FeatureConvention.Key] = FeatureOf(context);

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations)
    {
        if (context.Values.TryGetValue(FeatureConvention.Key, out var feature) && !string.IsNullOrEmpty(feature))
        {
            yield return $"/Features/{feature}/{{0}}.cshtml";
        }

        yield return "/Features/Shared/{0}.cshtml";
    }

    private static string FeatureOf(ViewLocationExpanderContext context) =>
        context.ActionContext.ActionDescriptor is ControllerActionDescriptor action
        && action.Properties.TryGetValue(FeatureConvention.Key, out var feature)
            ? (string)feature!
            : "";
}
