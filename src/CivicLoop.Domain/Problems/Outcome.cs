using System.Diagnostics.CodeAnalysis;

namespace CivicLoop.Domain.Problems;

/// <summary>What a rule answers: the value it decided, or the problem that forbids it.</summary>
public readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Problem? problem)
    {
        this.value = value;
        Problem = problem;
    }

    /// <summary>Null when the rule allowed it.</summary>
    public Problem? Problem { get; }

    /// <summary>The decided value. Error: InvalidOperationException when a problem stands
    /// here.</summary>
    public T Value => Problem is null
        ? value!
        : throw new InvalidOperationException($"No value, but a problem: {Problem}");

    public bool Try(
        [NotNullWhen(true)] out T? decided, [NotNullWhen(false)] out Problem? problem)
    {
        decided = value;
        problem = Problem;
        return problem is null;
    }

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Problem problem) => new(default, problem);
}
