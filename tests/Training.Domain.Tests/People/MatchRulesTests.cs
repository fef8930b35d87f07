using Training.Domain.People;
using Training.Testing;

namespace Training.Domain.Tests.People;

public sealed class MatchRulesTests
{
    private static readonly byte[] Phone = [1];
    private static readonly byte[] OtherPhone = [2];

    [Theory]
    [InlineData("张秀英", "张 秀英", NameRelation.Same)]
    [InlineData("张秀英", "张秀瑛", NameRelation.SoundsAlike)]
    [InlineData("张伟", "張偉", NameRelation.SoundsAlike)]
    [InlineData("吕伟", "呂伟", NameRelation.SoundsAlike)]
    [InlineData("马铃", "马玲", NameRelation.SoundsAlike)]
    [InlineData("张凤英", "张风英", NameRelation.SoundsAlike)]
    [InlineData("王桂兰", "王佳兰", NameRelation.LooksAlike)]
    [InlineData("䶮天宝", "\uE863天宝", NameRelation.Same)]
    [InlineData("李明", "李明", NameRelation.Same)]
    [InlineData("王⼩平", "王小平", NameRelation.Same)]
    [InlineData("Nguyễn Thị Hoa", "Nguyễn Thị Hoa", NameRelation.Same)]
    [InlineData("阿卜杜热合曼·阿卜杜拉", "阿卜杜热合曼．阿卜杜拉", NameRelation.Same)]
    [InlineData("阿卜杜热合曼·阿卜杜拉", "阿卜杜热合曼阿卜杜拉", NameRelation.WithoutDots)]
    [InlineData("张伟", "张伟2", NameRelation.Marked)]
    [InlineData("王芳", "王芳（小）", NameRelation.Marked)]
    [InlineData("王桂兰", "王玉兰", NameRelation.Other)]
    [InlineData("王建军", "王建国", NameRelation.Other)]
    [InlineData("〇建国", "王建国", NameRelation.Other)]
    public void How_two_names_stand_to_each_other(string one, string other, NameRelation relation)
    {
        Assert.Equal(relation, NameLikeness.Of(PersonName.KeyOf(one), PersonName.KeyOf(other)));
        Assert.Equal(relation, NameLikeness.Of(PersonName.KeyOf(other), PersonName.KeyOf(one)));
    }

    [Fact]
    public void Two_valid_identity_numbers_that_differ_are_two_people_whatever_else_agrees()
    {
        var one = Facts("张伟") with { IdNumber = [1], Phone = Phone };
        Assert.Null(MatchRules.Compare(one, Facts("张伟") with { IdNumber = [2], Phone = Phone }, 2));
        Assert.True(MatchRules.Compare(one, Facts("张伟") with { IdNumber = [1] }, 2)!.Score >= 98);
    }

    [Fact]
    public void A_father_and_his_son_of_one_name_in_one_house_on_one_telephone_are_two()
    {
        var father = Facts("张德福") with { HouseholdId = 5, Phone = Phone, BirthDate = new DateOnly(1940, 2, 3) };
        Assert.Null(MatchRules.Compare(father, father with { Id = 2, BirthDate = new DateOnly(1966, 7, 1) }, 2));
    }

    [Fact]
    public void A_common_name_needs_more_than_a_village_and_a_rare_one_less()
    {
        var one = Facts("王秀英") with { BirthDate = null, HouseholdId = 5 };
        var other = Facts("王秀英") with { BirthDate = null, HouseholdId = 5 };
        Assert.True(MatchRules.Compare(one, other, 2)!.Bits >= MatchRules.ProposedFrom);
        Assert.True(MatchRules.Compare(one with { HouseholdId = null }, other, 200)!.Bits < MatchRules.ProposedFrom);
    }

    [Theory]
    [InlineData("1951-03-08", "1951-03-08", ReasonKind.SameBirth)]
    [InlineData("1951-03-08", "1951-08-03", ReasonKind.BirthSlip)]
    [InlineData("1951-03-08", "1951-03-18", ReasonKind.BirthSlip)]
    [InlineData("1951-03-08", "1951-01-01", ReasonKind.SameYear)]
    [InlineData("1951-03-08", "1951-04-13", ReasonKind.BirthSlip)]
    [InlineData("1951-03-08", "1953-09-24", ReasonKind.OtherBirth)]
    public void Births_agree_slip_or_differ(string one, string other, ReasonKind kind)
    {
        var verdict = MatchRules.Compare(
            Facts("张伟") with { BirthDate = DateOnly.Parse(one, null) }, Facts("张伟") with { BirthDate = DateOnly.Parse(other, null) }, 2);
        Assert.Contains(verdict!.Reasons, r => r.Kind == kind);
        Assert.Equal(verdict.Reasons, MatchReason.Read(MatchReason.Write(verdict.Reasons)));
    }

    [Fact]
    public void Another_telephone_speaks_against_but_little()
    {
        var one = Facts("古丽巴哈尔·艾合买提江") with { Phone = Phone };
        var verdict = MatchRules.Compare(one, one with { Id = 2, Phone = OtherPhone }, 2)!;
        Assert.Contains(verdict.Reasons, r => r is { Kind: ReasonKind.OtherPhone, Against: true });
        Assert.True(verdict.Bits >= MatchRules.ProposedFrom);
    }

    private static PersonFacts Facts(string name) =>
        new() { Id = 1, NameKey = PersonName.KeyOf(name), RegionCode = Places.QingfengVillage, BirthDate = new DateOnly(1951, 3, 8) };
}
