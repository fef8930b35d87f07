using System.Data.Common;
using System.Net.Sockets;
using Training.Domain.Evidence;
using Training.Domain.Persistence;
using Training.Domain.Work;
using Training.Jobs.CommandLine;
using Training.Jobs.Media;
using Training.Jobs.Papers;

namespace Training.Jobs.Work;

/// <summary>A failure carrying a sentence of its own for the page.</summary>
public sealed class JobFailedException(string sentence) : Exception(sentence);

/// <summary>What the page says about an unexpected failure; the details are in the log.</summary>
public static class FailureSentence
{
    /// <summary>For somebody at the command line, where there is no log to look into.</summary>
    public static string OfVerb(Exception failure) => failure switch
    {
        UnauthorizedAccessException or DirectoryNotFoundException or IOException => $"文件或文件夹用不了：{failure.Message}",
        DatabaseVersionException or NoDatabaseException => failure.Message,
        DbException => $"数据库用不了：{failure.Message}",
        _ => $"没有做成：出了没有料到的错（{failure.GetType().Name}）。加上 --verbose 再做一次，可以看到技术细节。",
    };

    public static string Of(Exception failure) => failure switch
    {
        JobFailedException told => told.Message,
        TranscodeFailedException told => told.Sentence,
        ToolMissingException missing => missing.Message,
        NoRoomException told => told.Message,
        NoPdfException or NoPagesException => $"{WorkRules.Cut(failure.Message, 200)} 会再试；还是不成，看 LibreOffice 和 poppler 装好没有。",
        _ when DiskRoom.IsFull(failure) => DiskRoom.Waits,
        UnauthorizedAccessException => "有个文件夹不能写入。请检查数据文件夹的权限，再试一次。",
        FileNotFoundException or DirectoryNotFoundException => "要用的文件不在了。请检查数据文件夹，再试一次。",
        DbException or SocketException => "数据库一时连不上。连上以后再试一次。",
        TimeoutException => "等得太久，停下了。再试一次。",
        { InnerException: { } inner } => Of(inner),
        _ => $"出了没有料到的错（{failure.GetType().Name}），详细情况写在日志里。",
    };
}
