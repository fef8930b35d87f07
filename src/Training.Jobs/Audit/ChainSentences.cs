using Training.Domain.Audit;
using Training.Domain.Shared;

namespace Training.Jobs.Audit;

internal static class ChainSentences
{
    public static string Broken(AuditEntry entry) =>
        $"操作历史对不上：{entry.Stream} 的第 {entry.Sequence} 条（{ShanghaiTime.FromUtc(entry.OccurredUtc):yyyy-MM-dd HH:mm:ss}，{entry.Process}）被改过，或者它前面少了一条。请保留数据库和备份，找管理员核对。";
}
