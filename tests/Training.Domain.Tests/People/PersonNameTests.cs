using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;
using Training.Testing;

namespace Training.Domain.Tests.People;

public sealed class PersonNameTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("training-keys-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Goes in by the form's use case, is found by the whole name and by its initials, comes out by the same code points.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Every_name_goes_in_is_found_and_comes_out_as_it_was_written(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.Open();
        var vault = new Vault(new DataFolder(folder));
        var names = HardPersonNames.All();
        var write = new WritePerson(db, vault, FakeClock.Ordinary());
        var keys = new Dictionary<Guid, string>();
        foreach (var name in names)
        {
            var written = await write.RunAsync(new() { Actor = new(1), Name = name, RegionCode = Places.QingfengVillage });
            Assert.True(written.Ok, $"{name}: {written.Refusal?.Message}");
            keys[written.Value] = name;
            db.ChangeTracker.Clear();
        }

        var register = new PersonRegister(db, vault);
        foreach (var (key, name) in keys)
        {
            foreach (var asked in (string[])[name, PinyinInitials.Of(name)])
            {
                if (PersonName.KeyOf(asked).Length == 0)
                {
                    // A script without a pinyin reading is found by the name alone.
                    continue;
                }

                var found = await register.RunAsync(new() { Text = asked, Size = PersonRegister.MostCounted });
                Assert.True(found.Lines.Any(l => l.Key == key && l.Name == name), $"{name} was not found by {asked}");
            }
        }
    }

    [Theory]
    [InlineData("王芳", 0)]
    [InlineData("阿卜杜热合曼·阿卜杜拉", 0)]
    [InlineData("〇建国", 0)]
    [InlineData("李𬱖", 0)]
    [InlineData("JOHN SMITH", 0)]
    [InlineData(" 王芳", 1)]
    [InlineData("李　明", 1)]
    [InlineData("王芳\u200B", 1)]
    [InlineData("王⼩平", 1)]
    [InlineData("\uE863天宝", 1)]
    [InlineData("阿卜杜热合曼．阿卜杜拉", 1)]
    public void What_cannot_be_seen_in_a_name_is_said(string name, int remarks) => Assert.Equal(remarks, PersonName.Remarks(name).Count);

    [Theory]
    [InlineData("")]
    [InlineData("　 ")]
    [InlineData("王\n芳")]
    [InlineData("王\uFFFD")]
    public void What_is_no_name_is_refused(string name) => Assert.NotNull(PersonName.Refuses(name));

    [Fact]
    public void Fifty_characters_are_taken_beyond_the_basic_plane_too_and_fifty_one_are_refused()
    {
        Assert.Null(PersonName.Refuses(string.Concat(Enumerable.Repeat("𬱖", 50))));
        Assert.Contains("51", PersonName.Refuses(string.Concat(Enumerable.Repeat("𬱖", 51))), StringComparison.Ordinal);
    }
}
