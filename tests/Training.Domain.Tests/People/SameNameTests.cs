using Training.Domain.People;

namespace Training.Domain.Tests.People;

public sealed class SameNameTests
{
    [Fact]
    public void A_name_alone_shows_the_building_and_opens_no_phone()
    {
        var labels = SameName.Labels([Bearer("张秀英", "滨河 7号楼", 1950, () => throw new InvalidOperationException("opened"))]);
        Assert.Equal("滨河 7号楼", Assert.Single(labels.Values));
    }

    [Fact]
    public void Two_buildings_are_enough() =>
        Assert.Equal(["滨河 7号楼", "京西 1号楼"], Words(Bearer("张秀英", "滨河 7号楼", 1950), Bearer("张秀英", "京西 1号楼", 1950)));

    [Fact]
    public void Names_that_differ_only_in_spaces_and_width_are_one_name() =>
        Assert.Equal(["3号楼 · 1950年生", "3号楼 · 1948年生"], Words(Bearer("张 秀英", "3号楼", 1950), Bearer("张秀英", "3号楼", 1948)));

    [Fact]
    public void The_phones_tail_comes_third_and_a_number_last() =>
        Assert.Equal(
            ["3号楼 · 1950年生 · 尾号 1111 · 第 1 位", "3号楼 · 1950年生 · 尾号 2222", "3号楼 · 1950年生 · 尾号 1111 · 第 3 位"],
            Words(Bearer("张秀英", "3号楼", 1950, () => "1111"), Bearer("张秀英", "3号楼", 1950, () => "2222"), Bearer("张秀英", "3号楼", 1950, () => "1111")));

    [Fact]
    public void Of_two_people_of_one_name_none_is_without_words() =>
        Assert.Equal(["3号楼", "第 2 位"], Words(Bearer("张秀英", "3号楼", null), Bearer("张秀英", null, null)));

    private static string[] Words(params NameBearer[] bearers)
    {
        var labels = SameName.Labels(bearers);
        return [.. bearers.Select(b => labels[b.Key])];
    }

    private static int made;

    private static NameBearer Bearer(string name, string? building, int? year, Func<string?>? tail = null) =>
        new(new Guid(++made, 0, 0, new byte[8]), name, building, year is { } y ? new DateOnly(y, 1, 1) : null, tail ?? (() => null));
}
