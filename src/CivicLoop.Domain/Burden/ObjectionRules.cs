using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Burden;

/// <summary>Who answers an objection, when and how.</summary>
/// <param name="Organization">The organisation acted for.</param>
/// <param name="IsKeeper">Whether it keeps the burden of the whole city in view.</param>
public sealed record ObjectionVoice(
    string Actor, string Organization, bool IsKeeper, DateTimeOffset At);

/// <summary>How an objection goes. Who asks may give way; only somebody else may dismiss.</summary>
public static class ObjectionRules
{
    public const int TextMax = 1000;

    /// <summary>Working days until an answer is due.</summary>
    public const int AnswerDays = 3;

    /// <summary>Begins an objection. Error: words are missing or too long.</summary>
    public static Outcome<Objection> Make(Objection wanted) =>
        TextRule.Needed(wanted.Text, "text", TextMax) is { } fault
            ? fault
            : wanted with { Text = wanted.Text.Trim(), State = ObjectionState.Open };

    /// <summary>Grants it with a remedy. Errors: it is decided; the voice is neither who asks nor a
    /// keeper; words are missing.</summary>
    public static Outcome<Objection> Grant(
        Objection objection, Remedy remedy, string text, ObjectionVoice voice) =>
        Answer(objection, ObjectionState.Granted, text, voice)
            .Try(out var done, out var fault)
            ? done with { Remedy = remedy }
            : fault;

    /// <summary>Dismisses it. Errors: it is decided; the voice is who asks, or no keeper; words are
    /// missing.</summary>
    public static Outcome<Objection> Dismiss(
        Objection objection, string text, ObjectionVoice voice) =>
        voice.Organization == objection.AskedBy
            ? new Problem(ProblemCode.DismissedByAsker, null, voice.Organization)
            : Answer(objection, ObjectionState.Dismissed, text, voice);

    /// <summary>Takes one's own back. Errors: it is decided; another unit made it.</summary>
    public static Outcome<Objection> Withdraw(Objection objection, ObjectionVoice voice) =>
        objection.State != ObjectionState.Open
            ? new Problem(ProblemCode.ObjectionDecided, null, objection.State)
        : voice.Organization != objection.UnitCode
            ? new Problem(ProblemCode.OutsideScope, null, voice.Organization)
        : objection with
        {
            State = ObjectionState.Withdrawn, Version = objection.Version + 1,
        };

    private static Outcome<Objection> Answer(
        Objection objection, ObjectionState state, string text, ObjectionVoice voice)
    {
        if (objection.State != ObjectionState.Open)
        {
            return new Problem(ProblemCode.ObjectionDecided, null, objection.State);
        }

        // The unit itself does not answer its own objection, even where it keeps the numbers.
        if (voice.Organization == objection.UnitCode
            || (!voice.IsKeeper && voice.Organization != objection.AskedBy))
        {
            return new Problem(ProblemCode.OutsideScope, null, voice.Organization);
        }

        return TextRule.Needed(text, "answer", TextMax) is { } fault ? fault : objection with
        {
            State = state,
            AnswerText = text.Trim(),
            AnsweredOrg = voice.Organization,
            AnsweredBy = voice.Actor,
            AnsweredAt = voice.At,
            Version = objection.Version + 1,
        };
    }
}
