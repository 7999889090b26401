using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Command;

/// <summary>Several fields for units under one heading (partial <c>_UnitFields</c>).</summary>
/// <param name="Name">Name of them all; a number makes each one's id.</param>
internal sealed record UnitFieldsView(
    string Name, string Label, string Hint, IEnumerable<string> Typed, Problem? Problem);
