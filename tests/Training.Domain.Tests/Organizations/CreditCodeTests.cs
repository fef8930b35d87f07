using Training.Domain.Organizations;

namespace Training.Domain.Tests.Organizations;

/// <summary>GB 32100-2015: the check character stands against a misread place and against two that changed seats.</summary>
public sealed class CreditCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static string Made(int seed)
    {
        var random = new Random(seed);
        var places = string.Concat(Enumerable.Range(0, 17).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
        return places + CreditCode.CheckOf(places);
    }

    [Fact]
    public void The_check_character_is_that_of_the_standard()
    {
        // By hand: 5 × 1 + 2 × 3 = 11 over the first two places, zeros after them; 31 − 11 = 20 is L.
        Assert.Equal('L', CreditCode.CheckOf("52000000000000000"));
        Assert.Equal('0', CreditCode.CheckOf("00000000000000000"));
        Assert.True(CreditCode.TryParse("52000000000000000l", out var code));
        Assert.Equal("52000000000000000L", code.ToString());
    }

    [Fact]
    public void One_wrong_place_and_two_swapped_neighbours_are_always_seen()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var code = Made(seed);
            Assert.True(CreditCode.TryParse(code, out _));
            for (var place = 0; place < 18; place++)
            {
                foreach (var other in Alphabet.Where(c => c != code[place]))
                {
                    Assert.False(CreditCode.TryParse(code[..place] + other + code[(place + 1)..], out _));
                }

                if (place < 17 && code[place] != code[place + 1])
                {
                    Assert.False(CreditCode.TryParse(code[..place] + code[place + 1] + code[place] + code[(place + 2)..], out _));
                }
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("52000000000000000")]
    [InlineData("52000000000000000LL")]
    [InlineData("5200000000000000IL")]
    [InlineData("５２000000000000000L")]
    public void What_is_no_code_is_refused(string? text) => Assert.False(CreditCode.TryParse(text, out _));

    [Theory]
    [InlineData("13912345678", "139****5678")]
    [InlineData("0393-6661234", "039****1234")]
    [InlineData("（0393）666 1234", "039****1234")]
    [InlineData("12345", null)]
    [InlineData("23912345678", null)]
    public void A_contact_number_prints_masked(string text, string? shown)
    {
        Assert.Equal(shown is not null, ContactNumber.TryParse(text, out var number));
        Assert.Equal(shown, number?.ToString());
    }
}
