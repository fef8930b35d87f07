using Training.Domain.People;

namespace Training.Domain.Tests.People;

public sealed class PinyinInitialsTests
{
    [Theory]
    [InlineData("张秀英", "zxy")]
    [InlineData("欧阳淑敏", "oysm")]
    [InlineData("单桂兰", "sgl")]
    [InlineData("曾巧云", "zqy")]
    [InlineData("仇大勇", "qdy")]
    [InlineData("解放军", "xfj")]
    [InlineData("朴春花", "pch")]
    [InlineData("查文秀", "zwx")]
    [InlineData("盖玉芝", "gyz")]
    [InlineData("员外郎", "ywl")]
    [InlineData("区小满", "oxm")]
    [InlineData("黑金荣", "hjr")]
    [InlineData("尉迟恭", "ycg")]
    [InlineData("万俟卨", "mqx")]
    [InlineData("万兴旺", "wxw")]
    [InlineData("长孙无忌", "zswj")]
    [InlineData("令狐冲", "lhc")]
    [InlineData("阿依古丽·买买提", "ayglmmt")]
    [InlineData("阿依古丽•买买提", "ayglmmt")]
    [InlineData(" 王 桂兰 ", "wgl")]
    [InlineData("王Ａ９", "wa9")]
    [InlineData("Li Ming", "liming")]
    [InlineData("王㐄", "w")]
    [InlineData("王\U00030EDD", "w")]
    [InlineData("·", "")]
    [InlineData("", "")]
    public void Initials_of_a_name(string name, string initials) => Assert.Equal(initials, PinyinInitials.Of(name));
}
