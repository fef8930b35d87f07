using System.Globalization;
using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Shared;

namespace Training.Domain.Tests.People;

/// <summary>How the second row of a person came to differ from the first.</summary>
internal enum Slip
{
    WrittenAgain,
    Homophone,
    LookAlike,
    MovedVillage,
    MovedCounty,
    NewTelephone,
    BirthMistyped,
    YearOnly,
    OldIdentityNumber,
    Dots,
    PrivateUseCharacter,
    TraditionalForm,
    SpacesAndInvisible,
    ThinEvidence,
}

/// <summary>
/// A register whose doubles are known because it was made so. Beside the doubles stand those who must not be taken for one: twins, fathers
/// and sons of one name, couples and neighbours on one telephone, namesakes of one village and of one year, people whose names sound or
/// look alike, and villagers told apart by a number behind the name. All names are combinations of our own lists.
/// </summary>
internal sealed class LabelledPeople(int seed, Vault vault)
{
    private const string Surnames = "王王王王李李李李张张张张刘刘刘陈陈杨杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾单仇解翟";
    private static readonly string[] Women = ["秀英", "桂英", "秀兰", "玉兰", "桂兰", "秀珍", "凤英", "玉英", "玉珍", "桂芝", "素珍", "淑珍", "爱花", "改枝", "桂枝", "翠花", "巧玲", "春梅", "金凤", "凤兰", "小芳", "莲", "秋菊", "玉荣", "雪梅", "爱芹", "淑芬", "月娥", "彩霞", "美华"];
    private static readonly string[] Men = ["建国", "国强", "德福", "永福", "志强", "长河", "保国", "文军", "学军", "建军", "国庆", "新民", "福田", "金山", "玉柱", "天宝", "成林", "志刚", "大海", "海涛", "庆丰", "双喜", "俊岭", "喜贵", "铁柱", "广林", "世杰", "运生", "清泉", "红旗"];
    private static readonly (string, string)[] Homophones = [("秀英", "秀瑛"), ("桂芝", "桂枝"), ("淑珍", "淑贞"), ("玉兰", "玉蓝"), ("建国", "建囯"), ("凤英", "凤瑛"), ("志强", "志蔷"), ("长河", "常河"), ("永福", "勇福"), ("爱花", "爱华"), ("小芳", "晓芳"), ("雪梅", "雪玫"), ("成林", "承林"), ("文军", "文君"), ("素珍", "素贞")];
    private static readonly (char, char)[] Shapes = [('玲', '铃'), ('凤', '风'), ('林', '材'), ('芳', '芬'), ('国', '固'), ('永', '水'), ('民', '氏'), ('天', '夫'), ('海', '悔'), ('桂', '佳'), ('梅', '海')];
    private static readonly string[] Minority = ["阿卜杜热合曼·阿卜杜拉", "古丽巴哈尔·艾合买提江", "斯琴高娃·孛儿只斤", "叶尔江·马克苏提", "沙拉马合木提·哈力克", "买买提吐尔逊·阿不都热依木"];
    private static readonly long[] Counties = [410922_000000, 410923_000000, 410902_000000];

    private readonly Random dice = new(seed);
    private readonly Dictionary<Person, int> truth = [];
    private int identities;
    private int numbers;

    public List<Person> People { get; } = [];

    public Dictionary<(Guid, Guid), Slip> Doubles { get; } = [];

    public Dictionary<Household, List<Person>> Households { get; } = [];

    public void Make(int households)
    {
        for (var i = 0; i < households; i++)
        {
            MakeHousehold();
        }

        var first = People.ToList();
        foreach (var person in first.Where(_ => dice.NextDouble() < 0.14))
        {
            WriteAgain(person);
        }
    }

    public async Task WriteAsync(TrainingDbContext db)
    {
        db.Households().AddRange(Households.Keys);
        await db.SaveChangesAsync();
        foreach (var (household, members) in Households)
        {
            foreach (var member in members)
            {
                member.HouseholdId = household.Id;
            }
        }

        // As in life the second rows are not beside the first ones.
        db.People().AddRange(People.OrderBy(_ => dice.Next()));
        await db.SaveChangesAsync();
    }

    private void MakeHousehold()
    {
        var region = Village(Counties[dice.Next(Counties.Length)]);
        var building = $"{dice.Next(1, 9)}号楼";
        var household = new Household { Key = Guid.CreateVersion7(), RegionCode = region };
        var members = Households[household] = [];
        var shared = Chance(0.75) ? Telephone() : null;
        var woman = Chance(0.6);
        var elder = Add(Name(woman), Born(1932, 1962), 0.75);
        switch (dice.NextDouble())
        {
            case < 0.5:
                Add(Name(!woman), elder.BirthDate!.Value.AddDays(dice.Next(-1500, 1500)), 0.75);
                break;
            case < 0.54:
                // Twins: one day, one house, one telephone, one character of the name in common.
                var names = woman ? Women : Men;
                var pair = names.GroupBy(n => n[0]).Where(g => g.Count() > 1).OrderBy(_ => dice.Next()).First().Take(2).ToArray();
                var surname = Surname();
                var day = Born(1940, 1975);
                Add(surname + pair[0], day, 1);
                Add(surname + pair[1], day, 1);
                break;
            case < 0.57:
                // A father's name given to the son.
                Add(elder.Name, elder.BirthDate!.Value.AddDays(dice.Next(20 * 365, 34 * 365)), 0.6);
                break;
            case < 0.59:
                Add($"{elder.Name}{dice.Next(2, 4)}", Born(1932, 1962), 0.2);
                break;
            case < 0.62:
                // A namesake in the village, of one year.
                var other = Named(elder.Name, region, $"{dice.Next(1, 9)}号楼", new DateOnly(elder.BirthDate!.Value.Year, dice.Next(1, 13), dice.Next(1, 29)));
                SetNumbers(other, Chance(0.7) ? Telephone() : null);
                break;
            case < 0.64 when Swap(elder.Name) is { } alike:
                SetNumbers(Named(alike, region, $"{dice.Next(1, 9)}号楼", Born(1932, 1962)), Chance(0.7) ? Telephone() : null);
                break;
            case < 0.655:
                Add(Minority[dice.Next(Minority.Length)], Born(1935, 1965), 0.6);
                break;
            case < 0.67:
                Add(Surname() + (Chance(0.5) ? "䶮" : "𬱖"), Born(1935, 1965), 0.6);
                break;
        }

        Person Add(string name, DateOnly born, double sharing)
        {
            var person = Named(name, region, building, born);
            SetNumbers(person, shared is not null && Chance(sharing) ? shared : Chance(0.5) ? Telephone() : null);
            if (Chance(0.3))
            {
                vault.SetAddress(person, $"{region} 幸福路{dice.Next(1, 400)}号{building}");
            }

            members.Add(person);
            return person;
        }
    }

    private Person Named(string name, long region, string building, DateOnly born)
    {
        var person = Person.Named(name, region, Chance(0.85) ? building : null);
        person.BirthDate = born;
        truth[person] = ++identities;
        People.Add(person);
        return person;
    }

    private void SetNumbers(Person person, MobileNumber? phone)
    {
        vault.SetPhone(person, phone);
        if (Chance(0.4))
        {
            vault.SetIdNumber(person, Number(person.BirthDate!.Value));
        }
    }

    private void WriteAgain(Person first)
    {
        // A row with next to nothing on it is the rarer kind.
        var slips = Enum.GetValues<Slip>().Where(s => Fits(s, first) && (s is not Slip.ThinEvidence || Chance(0.5))).ToList();
        var slip = slips[dice.Next(slips.Count)];
        var moved = slip is Slip.MovedVillage or Slip.MovedCounty;
        var region = slip is Slip.MovedVillage ? Village(first.CountyCode) : slip is Slip.MovedCounty ? Village(Counties[dice.Next(Counties.Length)]) : first.RegionCode;
        var again = Person.Named(NameAgain(slip, first.Name), region, moved ? $"{dice.Next(1, 9)}号楼" : Chance(0.75) ? first.Building : null);
        again.BirthDate = slip switch
        {
            Slip.BirthMistyped => Mistyped(first.BirthDate!.Value),
            Slip.YearOnly => new DateOnly(first.BirthDate!.Value.Year, 1, 1),
            Slip.ThinEvidence => null,
            _ => Chance(0.93) ? first.BirthDate : null,
        };
        var keepsPhone = slip is not (Slip.NewTelephone or Slip.ThinEvidence) && Chance(moved ? 0.6 : 0.85);
        (again.PhoneSealed, again.PhoneIndex, again.PhoneTailIndex) = keepsPhone ? (first.PhoneSealed, first.PhoneIndex, first.PhoneTailIndex) : (null, null, null);
        if (!keepsPhone && Chance(0.6))
        {
            vault.SetPhone(again, Telephone());
        }

        if (slip is Slip.OldIdentityNumber)
        {
            var (fifteen, eighteen) = OldAndNew(first.BirthDate!.Value);
            vault.SetIdNumber(first, eighteen);
            vault.SetIdNumber(again, fifteen);
        }
        else if (slip is not Slip.ThinEvidence && Chance(0.6))
        {
            (again.IdNumberSealed, again.IdNumberIndex) = (first.IdNumberSealed, first.IdNumberIndex);
        }

        if (!moved)
        {
            (again.AddressSealed, again.AddressIndex) = Chance(0.6) ? (first.AddressSealed, first.AddressIndex) : (null, null);
            if (Chance(slip is Slip.ThinEvidence ? 0.5 : 0.3))
            {
                Households.FirstOrDefault(h => h.Value.Contains(first)).Value?.Add(again);
            }
        }

        truth[again] = truth[first];
        People.Add(again);
        Doubles.Add(Pair(first, again), slip);
    }

    public static (Guid, Guid) Pair(Person one, Person other) => Pair(one.Key, other.Key);

    public static (Guid, Guid) Pair(Guid one, Guid other) => one.CompareTo(other) < 0 ? (one, other) : (other, one);

    private static bool Fits(Slip slip, Person person) => slip switch
    {
        Slip.Homophone => Homophones.Any(h => person.Name.EndsWith(h.Item1, StringComparison.Ordinal)),
        Slip.LookAlike => Swap(person.Name) is not null,
        Slip.Dots => person.Name.Contains('·', StringComparison.Ordinal),
        Slip.PrivateUseCharacter => person.Name.Contains('䶮', StringComparison.Ordinal),
        Slip.TraditionalForm => person.Name[0] is '张' or '刘' or '陈' or '马' or '赵',
        Slip.OldIdentityNumber => person.BirthDate!.Value.Year < 2000,
        _ => true,
    };

    private string NameAgain(Slip slip, string name) => slip switch
    {
        Slip.Homophone => Homophones.Where(h => name.EndsWith(h.Item1, StringComparison.Ordinal)).Select(h => name[..^h.Item1.Length] + h.Item2).First(),
        Slip.LookAlike => Swap(name)!,
        Slip.Dots => name.Replace("·", new[] { "•", "・", "．", ".", "‧", "" }[dice.Next(6)], StringComparison.Ordinal),
        Slip.PrivateUseCharacter => name.Replace('䶮', '\uE863'),
        Slip.TraditionalForm => name[0] switch { '张' => '張', '刘' => '劉', '陈' => '陳', '马' => '馬', _ => '趙' } + name[1..],
        Slip.SpacesAndInvisible => new[] { $" {name}", $"{name[..1]}　{name[1..]}", $"{name}\u200B", $"{name}\uFEFF" }[dice.Next(4)],
        _ => name,
    };

    /// <summary>The name with one character taken for another of nearly its shape, behind the surname.</summary>
    private static string? Swap(string name)
    {
        foreach (var (one, other) in Shapes)
        {
            var at = name.IndexOf(one, 1);
            if (at > 0)
            {
                return name[..at] + other + name[(at + 1)..];
            }
        }

        return null;
    }

    private DateOnly Mistyped(DateOnly born)
    {
        while (true)
        {
            var text = born.ToString("yyyyMMdd", CultureInfo.InvariantCulture).ToCharArray();
            var at = dice.Next(3, 8);
            if (Chance(0.3) && at < 7)
            {
                (text[at], text[at + 1]) = (text[at + 1], text[at]);
            }
            else
            {
                text[at] = (char)('0' + dice.Next(10));
            }

            if (DateOnly.TryParseExact(text, "yyyyMMdd", out var day) && day != born)
            {
                return day;
            }
        }
    }

    private (ResidentIdNumber Fifteen, ResidentIdNumber Eighteen) OldAndNew(DateOnly born)
    {
        var number = Number(born);
        Assert.True(ResidentIdNumber.TryParse(number.Text[..6] + number.Text[8..17], out var fifteen));
        return (fifteen, number);
    }

    private ResidentIdNumber Number(DateOnly born)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"4109{dice.Next(10, 30)}{born:yyyyMMdd}{++numbers % 1000:000}");
        foreach (var check in "0123456789X")
        {
            if (ResidentIdNumber.TryParse(body + check, out var number))
            {
                return number;
            }
        }

        throw new InvalidOperationException($"{body} has no check digit");
    }

    private MobileNumber Telephone()
    {
        Assert.True(MobileNumber.TryParse(string.Create(CultureInfo.InvariantCulture, $"154{dice.Next(100_000_000):00000000}"), out var phone));
        return phone;
    }

    private long Village(long county) => county + (100_000 * dice.Next(1, 4)) + dice.Next(101, 113);

    private string Surname() => Surnames[dice.Next(Surnames.Length)].ToString();

    private string Name(bool woman) => Surname() + (woman ? Women : Men)[dice.Next(30)];

    private DateOnly Born(int from, int until) => new DateOnly(from, 1, 1).AddDays(dice.Next((until - from) * 365));

    private bool Chance(double share) => dice.NextDouble() < share;
}
