using System.Text;
using Training.Domain.Identity;

namespace Training.Domain.Tests.Identity;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, SHA-1, the last six of the eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var utc = DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;
        Assert.Equal(code, TotpRules.CodeOf(Secret, TotpRules.StepOf(utc)));
        Assert.Equal(TotpRules.StepOf(utc), TotpRules.Matches(Secret, code[..3] + " " + code[3..], utc, null));
    }

    [Fact]
    public void A_code_is_good_once_and_a_step_early_or_late()
    {
        var utc = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000).UtcDateTime;
        var step = TotpRules.StepOf(utc);
        var code = TotpRules.CodeOf(Secret, step);
        Assert.Null(TotpRules.Matches(Secret, code, utc, step));
        Assert.Equal(step, TotpRules.Matches(Secret, code, utc.AddSeconds(30), null));
        Assert.Equal(step, TotpRules.Matches(Secret, code, utc.AddSeconds(-30), null));
        Assert.Null(TotpRules.Matches(Secret, code, utc.AddSeconds(90), null));
        Assert.Null(TotpRules.Matches(Secret, "", utc, null));
    }

    [Fact]
    public void The_secret_is_written_as_base32() => Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", TotpRules.Write(Secret));

    [Theory]
    [InlineData("short", "至少 10 个字符")]
    [InlineData("aaaaaaaaaaaa", "太容易猜到")]
    [InlineData("1234567890", "太容易猜到")]
    [InlineData("my-zhangsan-2026", "自己的名字或账号")]
    [InlineData("correct horse battery", null)]
    public void Passwords_are_long_before_odd(string password, string? sentence)
    {
        var why = PasswordRules.WhyBad(password, "张三", "zhangsan");
        Assert.Equal(sentence is null, why is null);
        Assert.Contains(sentence ?? "", why ?? "", StringComparison.Ordinal);
    }
}
