namespace nanoFramework.M2Mqtt.Exceptions;

/// <summary>There is no connection.</summary>
public class MqttConnectionException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">By which exception.</param>
    public MqttConnectionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
