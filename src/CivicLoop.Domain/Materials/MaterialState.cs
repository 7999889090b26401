namespace CivicLoop.Domain.Materials;

/// <summary>How far a material has come on its way into the dossier.</summary>
public enum MaterialState
{
    /// <summary>未填报: asked for, nothing is there.</summary>
    Missing,

    /// <summary>填报中: the unit writes.</summary>
    Draft,

    /// <summary>待审核: the unit has handed it in.</summary>
    Submitted,

    /// <summary>已退回: the unit has to mend it, and is told why.</summary>
    Returned,

    /// <summary>待签发: another body has found it in order.</summary>
    Reviewed,

    /// <summary>已签发: goes into the dossier.</summary>
    SignedOff,
}

/// <summary>What is done with a material.</summary>
public enum MaterialCommand
{
    /// <summary>保存: a new version.</summary>
    Save,

    /// <summary>提交.</summary>
    Submit,

    /// <summary>撤回: by the unit, before somebody has looked at it.</summary>
    TakeBack,

    /// <summary>审核通过.</summary>
    Pass,

    /// <summary>退回.</summary>
    Return,

    /// <summary>签发.</summary>
    SignOff,

    /// <summary>不予签发.</summary>
    Decline,

    /// <summary>重新打开: one that was signed off has to be mended.</summary>
    Reopen,

    /// <summary>指定单位和时限.</summary>
    Assign,
}
