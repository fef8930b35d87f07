using Training.Domain.Shared;

namespace Training.Web.Hosting;

/// <summary>What became of the files of one form: each is taken or refused by itself.</summary>
public sealed class TakenFiles
{
    private readonly List<(string Name, Refusal Refusal)> refused = [];

    public int Count => Kept + refused.Count;

    public int Kept { get; private set; }

    public Refusal? FirstRefusal => refused.Count switch
    {
        0 => null,
        1 => refused[0].Refusal,
        _ => refused[0].Refusal with { Message = RefusedWords! },
    };

    public string Words => Kept == 1 ? "收好了。照片要整理一下才显示，这一页可以关掉。" : $"{Kept} 份收好了。照片要整理一下才显示，这一页可以关掉。";

    public string? RefusedWords => refused.Count == 0 ? null : string.Join(' ', refused.Select(file => $"“{file.Name}”没有收：{file.Refusal.Message}"));

    public void Add(string name, Refusal? refusal)
    {
        if (refusal is null)
        {
            Kept++;
        }
        else
        {
            refused.Add((name, refusal));
        }
    }
}
