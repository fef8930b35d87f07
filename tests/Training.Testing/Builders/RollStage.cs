using Training.Domain.People;
using Training.Domain.Persistence;
using Training.Domain.Sessions;
using Training.Domain.Stations;
using Training.Domain.Trainers;

namespace Training.Testing;

/// <summary>A station, its regulars (two of them with one name), a trainer, and a session of the day: what taking a roll needs.</summary>
public sealed record RollStage(Station Station, Session Session, Trainer Trainer, IReadOnlyList<Person> Members)
{
    private static readonly string[] Names =
    [
        "王桂兰", "李福田", "张秀英", "张秀英", "刘凤莲", "陈德山", "杨素珍", "赵国民", "黄玉琴", "周俊峰", "吴爱菊", "徐长海", "孙巧云", "马春生",
        "朱文秀", "胡金荣", "郭喜梅", "何树林", "高月娥", "林保国", "罗翠萍", "郑改花", "梁兴旺", "谢桂荣", "宋来喜", "唐淑贤", "许广田", "韩玉芝",
        "冯大勇", "邓兰香", "曹振华", "彭小满", "袁𬱖", "蒋麦花", "欧阳淑敏", "单桂兰", "阿依古丽·买买提", "曾巧云", "仇大勇", "尉迟恭",
    ];

    public static async Task<RollStage> SetAsync(TrainingDbContext db, DateOnly day, int members = 40)
    {
        var station = await Some.StationAsync(db, with: s => s.Name = "滨河社区日间照料中心");
        var trainer = await Some.TrainerAsync(db);
        var session = await Some.SessionAsync(db, station, day, trainer, s => s.Title = "卧床老人翻身和擦身");
        var people = Enumerable.Range(0, members)
            .Select(n => Person.Named(
                n < Names.Length ? Names[n] : Some.NameOf(n), station.RegionCode, n == 3 ? "京西 1号楼" : $"滨河 {(n % 12) + 1}号楼"))
            .ToList();
        db.People().AddRange(people);
        db.People().Add(Person.Named("钱外来", station.RegionCode, "瑞景 2号楼"));
        await db.SaveChangesAsync();
        db.StationMembers().AddRange(people.Select(p => new StationMember
        {
            StationId = station.Id, RegionCode = station.RegionCode, PersonId = p.Id, FromDate = new DateOnly(2026, 1, 1),
        }));
        await db.SaveChangesAsync();
        return new RollStage(station, session, trainer, people);
    }
}
