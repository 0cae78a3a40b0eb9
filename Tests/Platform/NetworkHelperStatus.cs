namespace nanoFramework.Networking;

/// <summary>How far connecting came.</summary>
public enum NetworkHelperStatus
{
    /// <summary>Not begun.</summary>
    None = 0,

    /// <summary>Begun.</summary>
    Started = 1,

    /// <summary>The network is there.</summary>
    NetworkIsReady = 2,

    /// <summary>There is no way to a network.</summary>
    FailedNoNetworkInterface = 3,

    /// <summary>No address came in time.</summary>
    TokenExpiredWaitingIPAddress = 4,

    /// <summary>No date came in time.</summary>
    TokenExpiredWaitingDateTime = 5,

    /// <summary>It failed by an exception.</summary>
    ExceptionOccurred = 7,
}
