using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Says which classes are urgent for a time, so that their clocks count every hour of
/// every day. A mechanism registers one; the kernel asks no mechanism by name.</summary>
internal interface IUrgentClasses
{
    /// <summary>Codes of classes urgent at an instant; read where a clock is started, inside the
    /// transaction that stores it.</summary>
    Task<IReadOnlyList<string>> OfAsync(
        CityContext reads, DateTimeOffset now, CancellationToken stop);
}
