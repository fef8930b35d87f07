using System.Security.Cryptography;
using System.Text;
using Training.Domain.People;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.Shared;

public sealed class VaultTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("training-keys-").FullName;
    private readonly Vault vault;

    public VaultTests() => vault = new Vault(new DataFolder(folder));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_is_sealed_for_a_person_opens_with_that_persons_key_alone()
    {
        var (wang, li) = (Sealed("王桂兰"), Sealed("李福田"));

        Assert.Equal("15412345678", vault.Open(wang.PhoneSealed!, wang.KeySealed, OpeningPurpose.ShowWhole));
        Assert.Equal("濮阳市清丰县固城镇 1 号", vault.Open(wang.AddressSealed!, wang.KeySealed, OpeningPurpose.ShowWhole));
        Assert.Throws<CryptographicException>(() => vault.Open(wang.PhoneSealed!, li.KeySealed, OpeningPurpose.ShowWhole));
        Assert.Throws<CryptographicException>(() => vault.Open(wang.PhoneSealed!, OpeningPurpose.ShowWhole));
        Assert.Equal(wang.PhoneIndex, li.PhoneIndex);
        Assert.DoesNotContain("154123", Encoding.Latin1.GetString(wang.PhoneSealed!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_a_value_cannot_be_opened_once_the_key_is_destroyed()
    {
        var person = Sealed("王桂兰");
        var copy = person.PhoneSealed!;
        PersonalSeals.ForgetEverything(person);

        Assert.Throws<CryptographicException>(() => vault.Open(copy, person.KeySealed, OpeningPurpose.ShowWhole));
        vault.SetPhone(person, null);
        Assert.Null(person.PhoneSealed);
    }

    [Fact]
    public void A_touched_value_is_not_opened()
    {
        var person = Sealed("王桂兰");
        for (var i = 0; i < person.PhoneSealed!.Length; i++)
        {
            var touched = (byte[])person.PhoneSealed.Clone();
            touched[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => vault.Open(touched, person.KeySealed, OpeningPurpose.ShowWhole));
        }
    }

    [Fact]
    public void A_new_key_of_the_installation_seals_and_the_old_one_still_opens()
    {
        var person = Sealed("王桂兰");
        var tail = vault.Seal("5678");
        var running = new Vault(new DataFolder(folder));

        Assert.Equal(2, vault.MakeNextKey());
        var again = vault.Reseal(tail)!;

        Assert.Equal("5678", vault.Open(tail, OpeningPurpose.ShowMasked));
        Assert.Equal("5678", running.Open(again, OpeningPurpose.ShowMasked));
        Assert.Null(vault.Reseal(again));
        Assert.Null(vault.Reseal(person.PhoneSealed!));
        person.KeySealed = vault.Reseal(person.KeySealed!);
        Assert.Equal("15412345678", running.Open(person.PhoneSealed!, person.KeySealed, OpeningPurpose.ShowWhole));
    }

    [Fact]
    public void A_commitment_says_the_same_of_one_person_and_nothing_across_two()
    {
        var (wang, li) = (Sealed("王桂兰"), Sealed("李福田"));

        Assert.Equal(vault.Commitment("phone", "15412345678", wang.KeySealed!), vault.Commitment("phone", "15412345678", wang.KeySealed!));
        Assert.NotEqual(vault.Commitment("phone", "15412345678", wang.KeySealed!), vault.Commitment("phone", "15412345678", li.KeySealed!));
        Assert.NotEqual(vault.Commitment("phone", "15412345678", wang.KeySealed!), vault.Commitment("id-number", "15412345678", wang.KeySealed!));
    }

    [Theory]
    [InlineData("濮阳市清丰县固城镇 1 号", "濮阳市******")]
    [InlineData("𬱖村 3 号", "𬱖村 ******")]
    public void An_address_is_masked_after_three_characters(string address, string masked) => Assert.Equal(masked, Masks.Address(address));

    private Person Sealed(string name)
    {
        var person = Person.Named(name, Places.QingfengVillage);
        Assert.True(MobileNumber.TryParse("154 1234 5678", out var phone));
        vault.SetPhone(person, phone);
        vault.SetAddress(person, "濮阳市清丰县固城镇 1 号");
        return person;
    }
}
