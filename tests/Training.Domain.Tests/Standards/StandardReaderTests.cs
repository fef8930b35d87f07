using System.Text.Json.Nodes;
using Training.Domain.Shared;
using Training.Domain.Standards;

namespace Training.Domain.Tests.Standards;

/// <summary>濮民〔2023〕63号 as data: the wording of its annex, and files that are refused.</summary>
public sealed class StandardReaderTests
{
    private static StandardDefinition Shipped => StandardReader.Read(StandardReader.ShippedJson()).Value!;

    [Fact]
    public void The_shipped_standard_carries_the_annex_word_for_word()
    {
        Assert.Equal(
            [
                "现场教学|1|培训站点设立|社区（村）站点不少于 15 个", "现场教学|2|授课次数|每个站点每月不少于 2 次", "现场教学|3|授课时长|每次不少于 1 小时",
                "现场教学|4|培训人数|每次不少于 30 人", "现场教学|5|专业人才|不少于 7 人", "现场教学|6|社工人才|不少于 7 人",
                "现场教学|7|授课内容|包括但不限于生活照护、基础照护、康复护理、养生保健、紧急救援等",
                "入户送学|1|入户数量|每个社区（村）站点不少于 10 户", "入户送学|2|对象选取|行动不便老年人、残疾人", "入户送学|3|针对性方案|每人一档",
                "入户送学|4|满意度|不低于 80%", "社工帮学|1|社工数量|每个社区（村）不少于 1 个社工", "社工帮学|2|六助服务次数|每月不少于 2 次",
                "社工帮学|3|服务户数|每次不少于 10 户", "智慧助学|1|平台管理|纳入平台管理 100%", "智慧助学|2|开设专项模块|开设",
                "智慧助学|3|开放端口|居民可登录", "智慧助学|4|音视频课程|不少于 4 个",
            ],
            Shipped.Sections.SelectMany(s => s.Items.Select(i => $"{s.Name}|{i.Ordinal}|{i.Content}|{i.Requirement}")));
        Assert.Equal(["项目名称", "序号", "项目内容", "具体要求", "实施情况", "佐证材料", "备注"], Shipped.Form.Columns);
        Assert.Equal("县区审核意见意见：", Shipped.Form.Foot[1].SignAsIssued);
        Assert.Equal(Enumerable.Range(1, 15).Select(n => $"D{n}"), Shipped.Rulings.Select(r => r.Id));
    }

    [Theory]
    [InlineData("/sections/0/items/1/measure/threshold", "\"两次\"", "/sections/0/items/1/measure/threshold：要的是一个数")]
    [InlineData("/sections/0/items/1/measure/aggregator", "\"average\"", "/sections/0/items/1/measure/aggregator：只能是 count")]
    [InlineData("/settings/monthClosesOnDay", "31", "/settings/monthClosesOnDay：不能大于 28")]
    [InlineData("/inForceFrom", "\"2023-13\"", "/inForceFrom：“2023-13”的写法不对")]
    [InlineData("/sections/0/items/1/measure/metric", "\"onsite.guess\"", "/sections/0/items/1/measure/metric：没有叫 onsite.guess 的指标")]
    [InlineData("/rulings/0/decisions/0/reading", "\"each-year\"", "/rulings/D1/decisions：没有叫 each-year 的读法")]
    [InlineData("/sections/0/items/1/code", "\"J1\"", "/sections：编号 J1 用了 2 次")]
    [InlineData("/rulings/2/items/0", "\"J9\"", null)]
    public void A_broken_definition_is_refused_with_the_place_that_is_wrong(string pointer, string value, string? says)
    {
        var refusal = Assert.IsType<BrokenStandard>(StandardReader.Read(Altered(pointer, value)).Refusal);
        if (says is not null)
        {
            Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_and_an_unknown_name_are_both_listed()
    {
        var file = JsonNode.Parse(StandardReader.ShippedJson())!;
        file.AsObject().Remove("form");
        file["settings"]!["colour"] = "红";
        var errors = Assert.IsType<BrokenStandard>(StandardReader.Read(file.ToJsonString()).Refusal).Errors;
        Assert.Equal(["", "/settings/colour"], errors.Select(e => e.Pointer));
        Assert.Equal("缺少 form。", errors[0].Message);
        Assert.IsType<BrokenStandard>(StandardReader.Read("{\"id\":").Refusal);
    }

    [Fact]
    public void A_past_sheet_keeps_the_reading_of_its_day()
    {
        var file = JsonNode.Parse(StandardReader.ShippedJson())!;
        file["rulings"]![0]!["decisions"]!.AsArray().Add(JsonNode.Parse("""{ "inForceFrom": "2026-07", "reading": "each-month", "by": "市局" }"""));
        var ruling = StandardReader.Read(file.ToJsonString()).Value!.Rulings[0];
        Assert.Equal("each-time", ruling.UsedIn(Month.From(2026, 6)).Name);
        Assert.Equal("each-month", ruling.UsedIn(Month.From(2026, 7)).Name);
    }

    [Fact]
    public void Thresholds_may_change_with_the_date()
    {
        var file = JsonNode.Parse(StandardReader.ShippedJson())!;
        file["sections"]![0]!["items"]![0]!["measure"]!["steps"] = JsonNode.Parse("""[{ "inForceFrom": "2027-01", "threshold": 18 }]""");
        var measure = StandardReader.Read(file.ToJsonString()).Value!.Item("J1")!.Measure;
        Assert.Equal(15, measure.On(Month.From(2026, 12)).Threshold);
        Assert.Equal(18, measure.On(Month.From(2027, 1)).Threshold);
    }

    private static string Altered(string pointer, string value)
    {
        var file = JsonNode.Parse(StandardReader.ShippedJson())!;
        var path = pointer[1..].Split('/');
        var node = path[..^1].Aggregate(file, (at, name) => int.TryParse(name, out var index) ? at[index]! : at[name]!);
        if (int.TryParse(path[^1], out var position))
        {
            node.AsArray().Insert(position, JsonNode.Parse(value));
        }
        else
        {
            node[path[^1]] = JsonNode.Parse(value);
        }

        return file.ToJsonString();
    }
}
