using Training.Architecture.Tests.Reading;
using Training.Architecture.Tests.Rules;

namespace Training.Architecture.Tests;

public class SourceTests
{
    [Fact]
    public void No_source_file_is_longer_than_four_hundred_lines() => Assert.Empty(SourceRules.LongFiles(Checkout.Source));

    [Fact]
    public void A_long_file_is_found()
    {
        var text = new string('\n', SourceRules.MostLines + 1);
        Assert.Single(SourceRules.LongFiles([new("src/Training.Domain/Stations/Station.cs", text)]));
        Assert.Empty(SourceRules.LongFiles([new("src/Training.Domain/Persistence/Migrations/Sqlite/Initial.cs", text)]));
        Assert.Empty(SourceRules.LongFiles([new("src/Training.Domain/Stations/Station.cs", text[1..])]));
    }

    [Fact]
    public void Pages_carry_no_inline_style_or_script() => Assert.Empty(SourceRules.InlineStyleAndScript(Checkout.Source));

    [Theory]
    [InlineData("<p class=\"a\" style=\"color: red\">")]
    [InlineData("<div\n  style='width:1%'>")]
    [InlineData("<style>p { }</style>")]
    [InlineData("<script>go()</script>")]
    [InlineData("<button onclick=\"go()\">")]
    public void Inline_style_or_script_is_found(string page) =>
        Assert.NotEmpty(SourceRules.InlineStyleAndScript([new("src/Training.Web/Features/Rolls/Roll.cshtml", page)]));

    [Theory]
    [InlineData("<script type=\"module\" src=\"~/dist/roll.js\"></script>")]
    [InlineData("<script type=\"application/json\" id=\"roll\">{}</script>")]
    [InlineData("<p data-style=\"plain\" lang-style=\"x\">")]
    public void What_the_policy_lets_through_is_let_through(string page) =>
        Assert.Empty(SourceRules.InlineStyleAndScript([new("src/Training.Web/Features/Rolls/Roll.cshtml", page)]));

    [Fact]
    public void No_file_names_a_registry_or_a_place_on_one_machine() =>
        Assert.Empty(SourceRules.PlacesOfOneMachine(Checkout.Files.Where(f => !f.Path.StartsWith("tests/Training.Architecture.Tests/", StringComparison.Ordinal)), Checkout.Root));

    [Theory]
    [InlineData("\"resolved\": \"https://registry.example/a.tgz\"")]
    [InlineData("<add key=\"feed\" value=\"https://packages.example/feed\" />")]
    [InlineData("cd /home/somebody/training")]
    [InlineData("var file = \"/checkout/of/mine/data.db\";")]
    public void A_registry_or_a_place_on_one_machine_is_found(string text) =>
        Assert.Single(SourceRules.PlacesOfOneMachine([new("src/anything.json", text)], "/checkout/of/mine"));

    [Fact]
    public void What_the_city_calls_itself_stands_in_its_definition_alone() => Assert.Empty(SourceRules.WordsOfTheCity(Checkout.Source));

    [Theory]
    [InlineData("new Crumb(\"人员\"), \"着急就打 12349。\"", 1)]
    [InlineData("找濮阳市民政局", 1)]
    [InlineData("/// <summary>濮阳市民政局 of the city, 12349.</summary>", 0)]
    [InlineData("$\"打 {HomeCity.Here.ServiceLine}\"", 0)]
    public void A_word_of_the_city_in_a_sentence_is_found(string text, int found) => Assert.Equal(found, SourceRules.WordsOfTheCity([new("src/Training.Web/Features/Families/Home.cshtml", text)]).Count());

    [Fact]
    public void No_failed_save_is_taken_for_a_clash_unseen() => Assert.Empty(SourceRules.SavesThatMayNotFail(Checkout.Source));

    [Theory]
    [InlineData("catch (DbUpdateException)\n{", 1)]
    [InlineData("catch (DbUpdateException failure)\n{", 1)]
    [InlineData("catch (DbUpdateException failure) when (failure.IsClash())\n{", 0)]
    [InlineData("catch (DbUpdateConcurrencyException)\n{", 0)]
    public void A_failed_save_taken_for_a_clash_is_found(string text, int found) =>
        Assert.Equal(found, SourceRules.SavesThatMayNotFail([new("src/Training.Domain/Stations/ProposeStation.cs", text)]).Count());

    [Fact]
    public void Names_say_something_and_are_English() => Assert.Empty(SourceRules.Names(Checkout.Source));

    [Theory]
    [InlineData("src/Training.Domain/Stations/StationManager.cs", "")]
    [InlineData("src/Training.Domain/Common/Station.cs", "")]
    [InlineData("src/Training.Web/Features/Peixun/PeixunController.cs", "")]
    [InlineData("src/Training.Domain/Stations/Station.cs", "public static class DateHelper { }")]
    [InlineData("src/Training.Domain/Stations/Station.cs", "public sealed record ZhandianForm(int Id);")]
    [InlineData("src/Training.Web/Features/Rolls/Roll.cs", "public abstract class BaseRollController")]
    public void An_empty_or_foreign_name_is_found(string path, string text) =>
        Assert.NotEmpty(SourceRules.Names([new(path, text)]));
}
