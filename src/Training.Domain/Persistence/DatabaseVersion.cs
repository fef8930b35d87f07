using Microsoft.EntityFrameworkCore;

namespace Training.Domain.Persistence;

/// <summary>The database is not of this version of the product. Nothing was changed; the sentence says which it is of and what to do.</summary>
public abstract class DatabaseVersionException(string sentence) : InvalidOperationException(sentence);

/// <summary>The database knows a state that this version of the product does not: it was made by another one.</summary>
public sealed class DatabaseOfOtherVersionException(string migration) : DatabaseVersionException(
    $"这个数据库是另一个版本的程序建的（{migration}），这个版本打不开，里面什么也没有改。要用里面的数据，请用建它的那个版本，或者换上更新的版本；只是演示数据的，换一个空的数据文件夹再启动（./run --data 新文件夹）。");

/// <summary>The database is older than this version of the product, or empty, and whoever asked does not bring it up to date.</summary>
/// <param name="last">The last state that it reached; null when it is empty.</param>
public sealed class DatabaseBehindException(string? last) : DatabaseVersionException(
    $"这个数据库{(last is null ? "还是空的" : $"是更早的版本建的（{last}）")}，这个版本还读不了，里面什么也没有改。先备份，再用 ./run 打开一次网站，数据库会升到这个版本，然后再做一次。");

/// <summary>Which version of the product a database is of, by the migrations that it says were applied.</summary>
public static class DatabaseVersion
{
    /// <summary>For whoever then brings it up to date.</summary>
    /// <exception cref="DatabaseOfOtherVersionException">Another version made it.</exception>
    public static async Task RefuseForeignAsync(TrainingDbContext db, CancellationToken ct = default)
    {
        if ((await db.Database.GetAppliedMigrationsAsync(ct)).Except(db.Database.GetMigrations()).FirstOrDefault() is { } unknown)
        {
            throw new DatabaseOfOtherVersionException(unknown);
        }
    }

    /// <summary>For whoever takes it as it is.</summary>
    /// <exception cref="DatabaseVersionException">Another version made it, or it is not yet of this one.</exception>
    public static async Task RequireAsync(TrainingDbContext db, CancellationToken ct = default)
    {
        await RefuseForeignAsync(db, ct);
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            throw new DatabaseBehindException((await db.Database.GetAppliedMigrationsAsync(ct)).LastOrDefault());
        }
    }
}
