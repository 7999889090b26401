using CivicLoop.Domain.Tasks;

namespace CivicLoop.Modules.Tasks;

/// <summary>Tasks as a list (partial <c>_TaskTable</c>).</summary>
/// <param name="Empty">What is said where there are none.</param>
/// <param name="ByUnit">All are of one title: the unit leads to the task.</param>
internal sealed record TaskTableView(
    IReadOnlyList<UnitTask> Tasks, DateOnly Today, string Empty, bool ByUnit = false);
