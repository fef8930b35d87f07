using Training.Domain.Attendance.Door;
using Training.Domain.Shared;

namespace Training.Domain.Tests.Attendance.Door;

public sealed class CardCodeTests
{
    [Fact]
    public void A_code_is_eighty_bits_in_sixteen_signs_and_no_two_are_alike()
    {
        var codes = Enumerable.Range(0, 200).Select(_ => CardCode.New().Text).ToList();
        Assert.All(codes, c => Assert.Matches("^[0-9A-HJKMNP-TV-Z]{16}$", c));
        Assert.Equal(200, codes.Distinct().Count());
        Assert.Equal("0000000000000000", CardCode.OfBytes(new byte[10]).Text);
        Assert.Equal("ZZZZZZZZZZZZZZZZ", CardCode.OfBytes([255, 255, 255, 255, 255, 255, 255, 255, 255, 255]).Text);
        Assert.Equal("00000000000000000001"[^16..], CardCode.OfBytes([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]).Text);
    }

    [Theory]
    [InlineData("7K3M Q2XA 00ZZ 11HJ")]
    [InlineData("7k3m-q2xa-ooZZ-lIhj")]
    [InlineData("７Ｋ３Ｍ　Ｑ２ＸＡ　００ＺＺ　１１ＨＪ")]
    public void A_code_is_read_as_people_write_it(string typed)
    {
        Assert.True(CardCode.TryParse(typed, out var code));
        Assert.Equal("7K3MQ2XA00ZZ11HJ", code.Text);
        Assert.Equal("7K3M Q2XA", CardCode.Spaced(code.Short));
        Assert.Equal("7K3MQ2XA…", code.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7K3MQ2XA")]
    [InlineData("7K3MQ2XA00ZZ11HJ0")]
    [InlineData("7K3MQ2XA00ZZ11HU")]
    [InlineData("7K3MQ2XA00ZZ11H翻")]
    public void Anything_else_is_no_code(string? typed) => Assert.False(CardCode.TryParse(typed, out _));

    /// <summary>The phone computes the same hash from what it scans: a change here breaks recognition without network.</summary>
    [Fact]
    public void The_hash_is_sha_256_of_the_signs()
    {
        CardCode.TryParse("7K3MQ2XA00ZZ11HJ", out var code);
        Assert.Equal("ddd2df686959535949d14eea0d76fd0e956217f028e287ccf8fa7687375ae4b6", Convert.ToHexStringLower(code!.Hash));
    }

    [Fact]
    public void The_code_at_the_door_holds_for_its_half_minute_and_the_next()
    {
        using var folder = new TemporaryKeys();
        var door = new DoorCode(folder.Vault);
        var (session, shown) = (Guid.CreateVersion7(), new DateTime(2026, 11, 18, 1, 2, 29, DateTimeKind.Utc));
        var code = door.At(session, shown);

        Assert.Equal(new DateTime(2026, 11, 18, 1, 2, 30, DateTimeKind.Utc), DoorCode.ChangesUtc(shown));
        Assert.True(door.Holds(session, code, shown));
        Assert.True(door.Holds(session, code.ToLowerInvariant(), shown.AddSeconds(30)));
        Assert.False(door.Holds(session, code, shown.AddSeconds(31)));
        Assert.False(door.Holds(session, code, shown.AddSeconds(-30)));
        Assert.False(door.Holds(Guid.CreateVersion7(), code, shown));
        Assert.False(door.Holds(session, "7K3MQ2XA00ZZ11HJ", shown));
        Assert.False(door.Holds(session, null, shown));
        Assert.NotEqual(code, door.At(session, shown.AddSeconds(1)));
    }

    private sealed class TemporaryKeys : IDisposable
    {
        private readonly string path = Directory.CreateTempSubdirectory("training-keys-").FullName;

        public TemporaryKeys() => Vault = new Vault(new DataFolder(path));

        public Vault Vault { get; }

        public void Dispose() => Directory.Delete(path, recursive: true);
    }
}
