using System.Diagnostics.CodeAnalysis;

namespace Training.Domain.Shared;

/// <summary>
/// A refusal that a use case expects: a named type beside the use case, with a plain Chinese sentence that says what is wrong and what
/// to do, and the input field it belongs to, if one. Failures that nobody expects are exceptions.
/// </summary>
public abstract record Refusal(string Message, string? Field = null);

/// <summary>The record does not exist, or the caller's scope does not reach it; the two are not told apart on purpose.</summary>
public sealed record NotFound(string What) : Refusal($"没有找到{What}。它可能已经被撤下，或者不归您管。");

/// <summary>Another person changed the record in between.</summary>
public sealed record ChangedMeanwhile() : Refusal("刚才有人改过这条记录。刷新看看新的内容，再改一次。");

public readonly struct Result<T>
{
    private Result(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    public T? Value { get; }

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(false, nameof(Refusal))]
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Ok => Refusal is null;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>The value of a use case that only says that it was done.</summary>
public readonly record struct Done;
