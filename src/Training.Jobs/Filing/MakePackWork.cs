using Training.Domain.Filing.Packs;
using Training.Domain.Shared;
using Training.Domain.Work;
using Training.Jobs.Work;

namespace Training.Jobs.Filing;

/// <summary>Makes the evidence pack of a signed sheet; what is missing is said in a sentence, and nothing half is left.</summary>
public sealed class MakePackWork(PackWork packs, DataFolder folder) : IWorkHandler
{
    public async Task<WorkOutcome> RunAsync(WorkItem item, IProgress<WorkProgress> progress, CancellationToken ct)
    {
        using var work = ItemFolder.Of(folder, item);
        try
        {
            var made = await packs.RunAsync(item.SubjectId, work.Path, new Told(progress), ct);
            return !made.Ok ? WorkOutcome.Refused(made.Refusal.Message)
                : WorkOutcome.Succeeded(made.Value.IsNew ? $"{made.Value.Files} 个文件，{made.Value.Bytes / 1e6:0.#} MB，没放进去的 {made.Value.LeftOut} 个" : "和上一份一样，不用再做");
        }
        catch (BrokenPackFileException broken)
        {
            return WorkOutcome.Refused(broken.Message);
        }
    }

    private sealed class Told(IProgress<WorkProgress> progress) : IProgress<(int Percent, string Step)>
    {
        public void Report((int Percent, string Step) value) => progress.Report(new(value.Percent, value.Step));
    }
}
